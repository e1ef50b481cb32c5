using System.Diagnostics;
using Flujo.Diagnostics;
using Flujo.Storage;
using Flujo.Vocabulary;

namespace Flujo.Draining;

/// <summary>
/// Keeps the store within the limits of the options: a little in each cycle, after the records are stored, for no longer than those took and never so long that a writer would run out of
/// patience. Looks once a minute, and sooner when much was stored or the store is too large; then deletes runs, gives their pages back to the file system, and sweeps away the rows of processes that have no run any more. Used by the drainer's thread alone.
/// </summary>
/// <param name="limits">The limits, or null for none.</param>
/// <param name="storePath">Where the store is, or null when it is in memory.</param>
/// <param name="maxBlock">How long a writing thread waits for the drainer.</param>
internal sealed class Retention(FlujoRetention? limits, string? storePath, TimeSpan maxBlock)
{
    private static readonly TimeSpan LookTime = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LeastLookTime = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LeastWorkTime = TimeSpan.FromMilliseconds(25);

    /// <summary>What counts as much.</summary>
    private const long RecordsPerLook = 20_000;

    private readonly bool _isOn = limits is { MaxAge.Ticks: > 0 } or { MaxRuns: > 0 } or { MaxBytes: > 0 };
    // The drainer's thread alone.
    private SqliteDatabase? _database;
    private Pruner? _pruner;
    private bool _shrinks;
    private long _lookedAt;
    private long _storedThen;

    /// <summary>Whether there is more to do at once.</summary>
    public bool IsBusy => _pruner is not null || _shrinks;

    /// <summary>Does a little, if there is anything to do. What SQLite refuses is tried again: at once when somebody else holds the store, else with the next look.</summary>
    /// <param name="database">The open store, or null.</param>
    /// <param name="storedRecords">What the drainer has stored so far.</param>
    /// <param name="cycle">How long its last cycle took.</param>
    public void Work(SqliteDatabase? database, long storedRecords, TimeSpan cycle)
    {
        if (!_isOn || database is null)
        {
            return;
        }

        try
        {
            long began = Stopwatch.GetTimestamp();
            Look(database, storedRecords);
            // As much as is stored can be deleted meanwhile; and who waits for a chunk still gets one in time.
            TimeSpan most = TimeSpan.FromTicks(Math.Max(LeastWorkTime.Ticks, Math.Min(cycle.Ticks, maxBlock.Ticks / 2)));
            while (IsBusy && Stopwatch.GetElapsedTime(began) < most)
            {
                Step(database);
            }
        }
        catch (SqliteFailure failure) when (failure.IsBusy)
        {
            // The step left nothing behind; the next cycle takes it up.
        }
        catch (Exception failure)
        {
            _pruner = null;
            _shrinks = false;
            Notes.Write("retention_failed", $"old runs could not be deleted: {failure.Message}. Nothing else is lost; it is tried again in a minute");
        }
    }

    private void Look(SqliteDatabase database, long storedRecords)
    {
        if (!ReferenceEquals(database, _database))
        {
            // The store was opened anew; what was begun belongs to the old connection.
            _database = database;
            _pruner = null;
            _shrinks = false;
            _lookedAt = 0;
        }

        if (!IsBusy && IsTimeToLook(database, storedRecords))
        {
            _lookedAt = Stopwatch.GetTimestamp();
            _storedThen = storedRecords;
            _pruner = new Pruner(database, new RetentionLimits
            {
                StartedBeforeNs = limits!.MaxAge is { Ticks: > 0 } age ? WallClock.UtcNowNs() - (long)age.TotalNanoseconds : null,
                Keep = limits.MaxRuns > 0 ? limits.MaxRuns : null,
                MaxBytes = limits.MaxBytes > 0 ? limits.MaxBytes : null,
            });
        }
    }

    private bool IsTimeToLook(SqliteDatabase database, long storedRecords)
    {
        TimeSpan since = _lookedAt == 0 ? TimeSpan.MaxValue : Stopwatch.GetElapsedTime(_lookedAt);
        return since > LookTime
            || (since > LeastLookTime && (storedRecords - _storedThen >= RecordsPerLook || (limits!.MaxBytes > 0 && StoreSpace.UsedBytes(database) > limits.MaxBytes)));
    }

    private void Step(SqliteDatabase database)
    {
        if (_pruner is { } pruner)
        {
            if (!pruner.Step())
            {
                _pruner = null;
                _shrinks = pruner.Runs > 0;
            }
        }
        else if (!StoreSpace.ShrinkStep(database))
        {
            _shrinks = false;
            JournalSweep.Run(database, HasJournalFile, WallClock.UtcNowNs());
            StoreSpace.Settle(database);
        }
    }

    private bool HasJournalFile(string journalId) => storePath is not null && File.Exists(JournalPaths.For(storePath, journalId));
}
