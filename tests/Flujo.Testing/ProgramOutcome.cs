namespace Flujo.Testing;

/// <summary>What a program did, as far as the world can see.</summary>
/// <param name="Output">What it wrote to the console.</param>
/// <param name="Error">The type and message of the exception that it threw, or null.</param>
public sealed record ProgramOutcome(string Output, string? Error);
