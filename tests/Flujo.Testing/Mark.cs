using Microsoft.CodeAnalysis.Text;

namespace Flujo.Testing;

/// <summary>A diagnostic's id and place in a text.</summary>
public readonly record struct Mark(string Id, TextSpan Span);
