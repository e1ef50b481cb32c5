using Flujo.Reading;

namespace Flujo.Lens;

/// <summary>An id that may mean several runs.</summary>
internal sealed class AmbiguousIdException(string message, RunMatch match, params string[] hints)
    : LensException(message, hints)
{
    /// <summary>The runs to choose from.</summary>
    public RunMatch Match { get; } = match;
}
