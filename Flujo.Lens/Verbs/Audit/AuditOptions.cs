namespace Flujo.Lens.Verbs.Audit;

/// <summary>What <c>lens audit</c> was asked. Without an id all runs are meant.</summary>
internal sealed record AuditOptions(LensSettings Settings, string? Id, int Limit);
