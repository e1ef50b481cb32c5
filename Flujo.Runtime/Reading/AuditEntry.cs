namespace Flujo.Reading;

/// <summary>Who did what with which run. The time is ISO 8601 in UTC, as it was written.</summary>
internal sealed record AuditEntry(string At, string Command, string? RunId, string User, string Host);
