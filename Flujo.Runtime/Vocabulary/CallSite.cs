namespace Flujo.Vocabulary;

/// <summary>Where a step is called: a file relative to its project, and a line, 1-based.</summary>
internal readonly record struct CallSite(string File, int Line);
