using System.Diagnostics;
using Flujo.Diagnostics;
using Flujo.Storage;
using Flujo.Vocabulary;

namespace Flujo.Draining;

/// <summary>
/// Keeps the store within the limits of the options: a little in each cycle, after the records are stored, so that no writer waits for it longer than for a batch. Looks once a minute;
/// then deletes runs, gives their pages back to the file system, and sweeps away the rows of processes that have no run any more. Used by the drainer's thread alone.
/// </summary>
internal sealed class Retention(FlujoRetention? limits, string? storePath)
{
    private static readonly TimeSpan LookTime = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan WorkTime = TimeSpan.FromMilliseconds(25);

    private readonly bool _isOn = limits is { MaxAge.Ticks: > 0 } or { MaxRuns: > 0 } or { MaxBytes: > 0 };
    private SqliteDatabase? _database;
    private Pruner? _pruner;
    private bool _shrinks;
    private long _lookedAt;

    /// <summary>Whether there is more to do at once.</summary>
    public bool IsBusy => _pruner is not null || _shrinks;

    /// <summary>Does a little, if there is anything to do. What SQLite refuses is tried again: at once when somebody else holds the store, else with the next look.</summary>
    /// <param name="database">The open store, or null.</param>
    public void Work(SqliteDatabase? database)
    {
        if (!_isOn || database is null)
        {
            return;
        }

        try
        {
            long began = Stopwatch.GetTimestamp();
            Look(database);
            while (IsBusy && Stopwatch.GetElapsedTime(began) < WorkTime)
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

    private void Look(SqliteDatabase database)
    {
        if (!ReferenceEquals(database, _database))
        {
            // The store was opened anew; what was begun belongs to the old connection.
            _database = database;
            _pruner = null;
            _shrinks = false;
            _lookedAt = 0;
        }

        if (!IsBusy && (_lookedAt == 0 || Stopwatch.GetElapsedTime(_lookedAt) > LookTime))
        {
            _lookedAt = Stopwatch.GetTimestamp();
            _pruner = new Pruner(database, new RetentionLimits
            {
                StartedBeforeNs = limits!.MaxAge is { Ticks: > 0 } age ? WallClock.UtcNowNs() - (long)age.TotalNanoseconds : null,
                Keep = limits.MaxRuns > 0 ? limits.MaxRuns : null,
                MaxBytes = limits.MaxBytes > 0 ? limits.MaxBytes : null,
            });
        }
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
