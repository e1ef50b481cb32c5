namespace Flujo.Reading;

/// <summary>The journal of a process that is recording into a store. Times are nanoseconds since 1970.</summary>
internal sealed record OpenJournal(string JournalId, string Program, string? ProgramVersion, string Host, long ProcessId, long StartedAt, long LastSeenAt);
