namespace Flujo.Lens;

/// <summary>A wrong command line or environment variable that only shows after parsing.</summary>
internal sealed class UsageException(string message, params string[] hints) : LensException(message, hints)
{
    public override int ExitCode => ExitCodes.Usage;
}
