using System.Diagnostics;
using Flujo.Journal;
using Flujo.Storage;

namespace Flujo.Draining;

/// <summary>What a living journal holds and the store has not taken, as a store in memory: for reading when the store cannot be.</summary>
internal static class JournalSnapshot
{
    /// <summary>Fills a store in memory. The journal stays as it is.</summary>
    public static void ReadInto(SqliteDatabase memory, LiveJournal journal)
    {
        long until = Stopwatch.GetTimestamp();
        Chunk[] chunks = journal.Pool.Snapshot();
        List<DrainCursor> cursors = [.. chunks.Where(static chunk => chunk.IsInUse).Select(static chunk => new DrainCursor(chunk))];
        var drain = new JournalDrain(journal.Clock);
        var identity = new JournalIdentity(journal.Id, null, "", "", "", 0, journal.StartedAtNs);
        drain.StoreAll(new StoreWriter(memory, identity, ConstantTable.Process, drain.Runs, drops: journal.Pool.Drops.Snapshot), cursors, chunks.Length, until);
    }
}
