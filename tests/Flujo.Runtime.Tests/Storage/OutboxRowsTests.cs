using Flujo.Storage;
using Xunit;

namespace Flujo.Runtime.Tests.Storage;

/// <summary>What the store remembers of what was sent.</summary>
public sealed class OutboxRowsTests : IDisposable
{
    private const long Day = 24L * 3600 * 1_000_000_000;
    private readonly SqliteDatabase _database = StoreFile.OpenMemory("outbox-" + Guid.NewGuid().ToString("n"));
    private readonly long _now = (DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).Ticks * 100;

    [Fact]
    public void Claim_IsOneProcessesUntilItLapsesOrIsReleased()
    {
        Assert.True(OutboxRows.TryClaim(_database, "a", _now));
        Assert.False(OutboxRows.TryClaim(_database, "b", _now));
        Assert.True(OutboxRows.TryClaim(_database, "a", _now));
        Assert.True(OutboxRows.TryClaim(_database, "b", _now + 31_000_000_000));
        OutboxRows.Release(_database, "b");
        Assert.True(OutboxRows.TryClaim(_database, "a", _now));
    }

    [Fact]
    public void FirstClaim_LeavesOutWhatIsOlderThanSevenDays()
    {
        AddRun(1, _now - (8 * Day));
        AddRun(2, _now - (6 * Day));
        OutboxRows.TryClaim(_database, "a", _now);
        OutboxRows.Adopt(_database, 2);
        Assert.Equal(1, _database.Number("SELECT count(*) FROM outbox_ranges"));
        Assert.Equal(2, _database.Number("SELECT run_no FROM outbox_ranges"));
    }

    [Fact]
    public void DeletedRun_TakesItsRangesAlongAndItsNumberCanBeSentAgain()
    {
        AddRun(1, _now);
        AddRun(2, _now);
        OutboxRows.TryClaim(_database, "a", _now);
        OutboxRows.Adopt(_database, 2);
        _database.Execute("DELETE FROM run_rows WHERE run_no = 2");
        Assert.Equal(1, _database.Number("SELECT count(*) FROM outbox_ranges"));
        Assert.Equal(1, _database.Number("SELECT last_run_no FROM outbox"));
    }

    [Theory]
    [InlineData(false, 0)] // nothing was ever sent from this store: nothing is held back
    [InlineData(true, 2)] // the run of yesterday, which was not sent, and the one that nobody has looked at
    public void Retention_KeepsWhatIsStillToBeSent(bool sends, int left)
    {
        AddRun(1, _now - (8 * Day));
        AddRun(2, _now - Day);
        AddRun(3, _now - Day);
        AddRun(4, _now - Day);
        if (sends)
        {
            OutboxRows.TryClaim(_database, "a", _now);
            OutboxRows.Adopt(_database, 3);
            OutboxRows.Keep(_database, 3, []); // sent whole
        }

        var pruner = new Pruner(_database, new RetentionLimits { Keep = 0 });
        while (pruner.Step())
        {
        }

        Assert.Equal(left, _database.Number("SELECT count(*) FROM run_rows"));
    }

    [Theory]
    [InlineData("1-max", "", "1-max")]
    [InlineData("1-max", "1,2,3", "4-max")]
    [InlineData("1-max", "2,5", "1-1 3-4 6-max")]
    [InlineData("1-1 3-4 6-max", "1,3,4,6", "7-max")]
    [InlineData("3-3", "3", "")]
    [InlineData("4294967294-max", "4294967295", "4294967294-4294967294")]
    public void Range_WithoutNumbers(string ranges, string numbers, string left)
    {
        List<SpanRange> before = [.. ranges.Split(' ').Select(static each => each.Split('-')).Select(static each => new SpanRange(Number(each[0]), Number(each[1])))];
        List<uint> sent = [.. numbers.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Number)];
        Assert.Equal(left, string.Join(' ', SpanRange.Without(before, sent).Select(static each => $"{each.First}-{(each.Last == uint.MaxValue ? "max" : each.Last)}")));
    }

    public void Dispose() => _database.Dispose();

    private static uint Number(string text) => text == "max" ? uint.MaxValue : uint.Parse(text);

    private void AddRun(long runNo, long startedAt) => _database.Execute(
        $"INSERT INTO run_rows(run_no, run_id, pipeline_no, journal_no, status, started_at) VALUES ({runNo}, 'run{runNo}', 0, 1, 1, {startedAt})");
}
