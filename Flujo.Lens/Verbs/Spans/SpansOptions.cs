namespace Flujo.Lens.Verbs.Spans;

/// <summary>What <c>lens spans</c> was asked. What is null does not restrict.</summary>
internal sealed record SpansOptions(LensSettings Settings, string Id, FlujoStatus? Status, string? Name);
