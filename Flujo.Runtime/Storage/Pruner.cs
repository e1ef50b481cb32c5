namespace Flujo.Storage;

/// <summary>
/// Deletes the runs that are beyond the limits of a store, the oldest first, in steps that are one short transaction each. Runs that are running or
/// paused stay, whatever the limits say: somebody goes on with them; and so do those of the last seven days that are still to be sent over OTLP. Space is given back by <see cref="StoreSpace"/>. Used by one thread.
/// </summary>
internal sealed class Pruner
{
    /// <summary>As many as a step may look at: the next step goes on behind them.</summary>
    private const int RunsPerStep = 500;

    // Running and paused runs stay, and those that an exporter has still to send.
    private const string Ended = $"status NOT IN (0, 4) AND NOT ({OutboxRows.IsHeldBack})";

    private readonly SqliteDatabase _database;
    private readonly RetentionLimits _limits;
    private readonly RunDeletion _deletion;
    private readonly Queue<long> _doomed = [];
    private readonly (long StartedAt, long RunNo) _oldestKept;
    private (long StartedAt, long RunNo) _reached = (long.MinValue, 0);

    public Pruner(SqliteDatabase database, RetentionLimits limits)
    {
        _database = database;
        _limits = limits;
        _deletion = new RunDeletion(database);
        _oldestKept = OldestKept(database, limits);
    }

    /// <summary>Runs that are gone.</summary>
    public long Runs => _deletion.Runs;

    /// <summary>Spans that are gone.</summary>
    public long Spans => _deletion.Spans;

    /// <summary>Does a little.</summary>
    /// <returns>False when the store is within its limits, or nothing is left that could go.</returns>
    /// <exception cref="SqliteFailure">SQLite refused; the same step can be tried again.</exception>
    public bool Step()
    {
        if (_doomed.Count == 0)
        {
            FindDoomed();
        }

        if (_doomed.Count == 0)
        {
            return false;
        }

        _deletion.DeleteSome(_doomed);
        return true;
    }

    /// <summary>How many runs age and number condemn. What <see cref="RetentionLimits.MaxBytes"/> takes is not known beforehand.</summary>
    public static long CountDoomed(SqliteDatabase database, RetentionLimits limits)
    {
        (long startedAt, long runNo) = OldestKept(database, limits);
        SqliteStatement select = database.Statement(
            $"SELECT count(*) FROM run_rows WHERE {Ended} AND started_at <= ?1 AND (started_at < ?1 OR run_no < ?2)").Bind(1, startedAt).Bind(2, runNo);
        select.Step();
        long count = select.Long(0);
        select.Reset();
        return count;
    }

    /// <summary>Runs before this place in the order of time go.</summary>
    private static (long StartedAt, long RunNo) OldestKept(SqliteDatabase database, RetentionLimits limits)
    {
        (long, long) byAge = (limits.StartedBeforeNs ?? long.MinValue, 0);
        if (limits.Keep is not { } keep)
        {
            return byAge;
        }

        if (keep == 0)
        {
            return (long.MaxValue, long.MaxValue);
        }

        SqliteStatement select = database.Statement(
            "SELECT started_at, run_no FROM run_rows ORDER BY started_at DESC, run_no DESC LIMIT 1 OFFSET ?1").Bind(1, keep - 1);
        (long, long) byNumber = select.Step() ? (select.Long(0), select.Long(1)) : (long.MinValue, 0);
        select.Reset();
        return byAge.CompareTo(byNumber) > 0 ? byAge : byNumber;
    }

    private void FindDoomed()
    {
        long forSize = RunsOverSize();
        SqliteStatement select = _database.Statement(
            $"""
            SELECT started_at, run_no FROM run_rows WHERE started_at >= ?1 AND (started_at > ?1 OR run_no > ?2) AND {Ended}
            ORDER BY started_at, run_no LIMIT ?3
            """).Bind(1, _reached.StartedAt).Bind(2, _reached.RunNo).Bind(3, RunsPerStep);
        while (select.Step())
        {
            (long StartedAt, long RunNo) run = (select.Long(0), select.Long(1));
            if (run.CompareTo(_oldestKept) >= 0 && _doomed.Count >= forSize)
            {
                break;
            }

            _doomed.Enqueue(run.RunNo);
            _reached = run;
        }

        select.Reset();
    }

    /// <summary>
    /// How many runs surely have to go for the store's size. Half of what the average run says, at least one: runs differ, and none shall go that could stay.
    /// </summary>
    private long RunsOverSize()
    {
        if (_limits.MaxBytes is not { } most || StoreSpace.UsedBytes(_database) is var used && used <= most)
        {
            return 0;
        }

        long runs = _database.Number("SELECT count(*) FROM run_rows") ?? 0;
        return Math.Max(1, (long)((used - most) / (double)used * runs / 2));
    }
}
