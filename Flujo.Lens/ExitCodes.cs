namespace Flujo.Lens;

/// <summary>What the process says to its caller. Part of the contract.</summary>
internal static class ExitCodes
{
    /// <summary>The question was answered; an empty answer is an answer.</summary>
    public const int Ok = 0;

    /// <summary>Not found, ambiguous, timed out, or the store cannot be read.</summary>
    public const int Failed = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>Ctrl-C: 128 and the number of SIGINT, as shells have it.</summary>
    public const int Cancelled = 130;
}
