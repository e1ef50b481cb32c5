namespace Flujo.Lens.Verbs.Status;

/// <summary>What <c>lens status</c> was asked.</summary>
internal sealed record StatusOptions(LensSettings Settings);
