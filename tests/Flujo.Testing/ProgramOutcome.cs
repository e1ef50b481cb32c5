namespace Flujo.Testing;

/// <summary>What a program did, as far as the world can see.</summary>
/// <param name="Output">What it wrote to the console.</param>
/// <param name="Error">The type and message of the exception that it threw, or null.</param>
/// <param name="Thrown">The exceptions that its own methods threw, in order, whoever caught them: type, message, and the method that each comes from.</param>
public sealed record ProgramOutcome(string Output, string? Error, string Thrown = "");
