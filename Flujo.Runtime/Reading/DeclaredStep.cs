namespace Flujo.Reading;

/// <summary>One step as a program declares it.</summary>
internal sealed record DeclaredStep(
    string Program,
    string Version,
    string Method,
    string Name,
    string Kind,
    string? File,
    long? Line,
    long MaxAttempts,
    string Capture)
{
    /// <summary><c>file:line</c>, or null where it is unknown.</summary>
    public string? Source => File is null ? null : Line is null ? File : $"{File}:{Line}";
}
