namespace Flujo.Privacy;

/// <summary>A value as JSON, up to the bound; or in its place a text, when it could not be or need not be JSON.</summary>
/// <param name="Json">The document, or the beginning of one.</param>
/// <param name="Text">What stands in its place when <paramref name="Json"/> is null; not yet sanitised.</param>
/// <param name="IsWhole">Whether the document is whole.</param>
/// <param name="EndIsCut">Whether its last string is the beginning of a longer one.</param>
internal readonly record struct SerializedValue(BoundedBuffer? Json, string? Text, bool IsWhole = true, bool EndIsCut = false);
