using Flujo.Reading;

namespace Flujo.Lens.Verbs.List;

/// <summary>What <c>lens list</c> was asked.</summary>
internal sealed record ListOptions(LensSettings Settings, RunFilter Filter);
