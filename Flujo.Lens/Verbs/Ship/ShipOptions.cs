namespace Flujo.Lens.Verbs.Ship;

/// <summary>What <c>lens ship</c> was asked.</summary>
internal sealed record ShipOptions(LensSettings Settings);
