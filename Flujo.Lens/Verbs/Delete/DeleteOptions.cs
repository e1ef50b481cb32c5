namespace Flujo.Lens.Verbs.Delete;

/// <summary>What <c>lens delete</c> was asked.</summary>
internal sealed record DeleteOptions(LensSettings Settings, string Id);
