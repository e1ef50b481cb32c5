using Flujo.Journal;
using Flujo.Storage;
using Flujo.Vocabulary;

namespace Flujo.Benchmarks.Lens;

/// <summary>
/// Builds a store of any number of runs through the drainer's own writer: the real schema, sums and indexes. The runs are spread over thirty days, as real ones are.
/// </summary>
internal static class StoreBuilder
{
    /// <summary>The root and nine steps.</summary>
    public const int SpansPerRun = 10;

    private const int RunsPerBatch = 1600;
    private const long DayNs = 86_400_000_000_000;
    private const int Days = 30;
    private static readonly string[] Steps = ["load", "parse", "split", "embed", "search", "rank", "draft", "review", "save"];

    /// <summary>Builds it, the newest run a minute ago.</summary>
    public static void Build(string path, int runs, Action<int> progress)
    {
        using SqliteDatabase database = StoreFile.Open(path);
        // A minute's store needs no protection from a loss of power.
        database.Execute("PRAGMA synchronous = OFF; PRAGMA cache_size = -262144");
        long now = WallClock.UtcNowNs();
        long end = now - 60_000_000_000;
        var identity = new JournalIdentity("0123456789abcdef", null, "benchmark", "1.0", Environment.MachineName, Environment.ProcessId, end - (Days * DayNs));
        var known = new Dictionary<uint, KnownRun>();
        var writer = new StoreWriter(database, identity, ConstantTable.Process, known);
        var random = new Random(17);
        var batch = new Batch();
        for (int first = 0; first < runs; first += RunsPerBatch)
        {
            batch.Clear();
            known.Clear();
            for (int i = first; i < Math.Min(first + RunsPerBatch, runs); i++)
            {
                AddRun(batch, known, (uint)i, end - (long)((runs - 1 - i) / (double)runs * Days * DayNs), random);
            }

            writer.Apply(batch, [], now);
            progress(Math.Min(first + RunsPerBatch, runs));
        }

        while (writer.CloseSome(now))
        {
            // A part at a time.
        }
    }

    private static void AddRun(Batch batch, Dictionary<uint, KnownRun> known, uint index, long startedAt, Random random)
    {
        var run = new KnownRun
        {
            RunIndex = index,
            RunId = Guid.NewGuid().ToString("n"),
            Pipeline = $"pipeline_{random.Next(5)}",
            Version = "1.0",
            StartedAt = startedAt,
            SpanBase = SpanIds.NewBase(),
        };
        known.Add(index, run);
        batch.Records++;
        batch.StartedRuns.Add(run);
        batch.Span(index, 1) = SpanDelta.RootOf(run);
        FlujoStatus status = random.Next(20) == 0 ? FlujoStatus.Failed : FlujoStatus.Completed;
        long at = startedAt;
        for (uint number = 2; number <= SpansPerRun; number++)
        {
            ref SpanDelta step = ref batch.Span(index, number);
            step.HasStart = true;
            step.HasEnd = true;
            step.StartedAt = at;
            step.ParentNo = 1;
            step.Name = Steps[number - 2];
            step.Kind = SpanKind.Step;
            step.Status = number == SpansPerRun ? status : FlujoStatus.Completed;
            step.Attempts = 1;
            step.InputTokens = random.Next(1000);
            at += (long)(1_000_000 * Math.Exp(random.NextDouble() * 5));
            step.EndedAt = at;
        }

        End(batch, index, startedAt, at, status);
    }

    private static void End(Batch batch, uint index, long startedAt, long endedAt, FlujoStatus status)
    {
        ref SpanDelta root = ref batch.Span(index, 1);
        root.HasEnd = true;
        root.StartedAt = startedAt;
        root.EndedAt = endedAt;
        root.Status = status;
        batch.EndedRuns.Add(new RunEnd(index, status, endedAt, SpansPerRun, default));
    }
}
