namespace Flujo.Vocabulary;

/// <summary>One step that a program declares, whether it ever runs or not.</summary>
internal sealed record DeclaredStep(
    string Program, string Version, string Name, SpanKind Kind, string Method, string? File, int Line, int MaxAttempts, FlujoCapture Capture);
