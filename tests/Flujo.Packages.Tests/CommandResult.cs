namespace Flujo.Packages.Tests;

/// <summary>What a program printed and how it ended.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Error)
{
    /// <summary>Everything it said, for messages.</summary>
    public string All => $"exit code {ExitCode}\n{Output}\n{Error}";
}
