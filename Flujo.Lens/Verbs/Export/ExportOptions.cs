namespace Flujo.Lens.Verbs.Export;

/// <summary>What <c>lens export</c> was asked. The only format is JSON.</summary>
internal sealed record ExportOptions(LensSettings Settings, string Id);
