namespace Flujo.Storage;

/// <summary>Whose journal it is, as its row in the store says.</summary>
internal sealed record JournalIdentity(
    string JournalId, string? Path, string Program, string ProgramVersion, string Host, int ProcessId, long StartedAt,
    string? Resource = null);
