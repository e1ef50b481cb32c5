using System.Diagnostics;
using Flujo.Journal;
using Flujo.Recording;
using Flujo.Storage;
using Flujo.Vocabulary;

namespace Flujo.Benchmarks.Ingest;

/// <summary>A journal full of records that nobody has drained yet, as a program leaves it that records faster than the drainer stores.</summary>
internal static class PreparedJournal
{
    private const long RecordsPerSpan = 2;
    private const long BytesPerRecord = 40;

    /// <summary>The size that holds all of it with room to spare.</summary>
    public static long SizeFor(Workload workload) => (2 * workload.Spans * RecordsPerSpan * BytesPerRecord) + (workload.Writers * 1024L * 1024);

    /// <summary>Writes finished runs: roots with finished steps beneath them. The writers take turns span by span, which is the hardest order to merge.</summary>
    public static void Fill(LiveJournal journal, Workload workload)
    {
        string[] names = ["load_documents", "draft_answer", "rank_results", "refine"];
        int[] nameIds = [.. names.Select(ConstantTable.AddName)];
        int callSite = ConstantTable.AddCallSites("Pipeline.cs", [12]);
        journal.Constants.CatchUp();
        ThreadWriter[] pens = [.. Enumerable.Range(0, workload.Writers).Select(_ => new ThreadWriter(journal.Pool))];
        long runs = workload.Spans / workload.SpansPerRun;
        for (long first = 0; first < runs; first += pens.Length)
        {
            int together = (int)Math.Min(pens.Length, runs - first);
            RunState[] open = [.. Enumerable.Range(0, together).Select(i => Begin(pens[i], (uint)(first + i + 1)))];
            for (int span = 1; span < workload.SpansPerRun; span++)
            {
                for (int i = 0; i < together; i++)
                    Step(pens[i], open[i], nameIds[span % names.Length], callSite);
            }

            for (int i = 0; i < together; i++)
                End(pens[i], open[i]);
        }

        foreach (ThreadWriter pen in pens)
            pen.Release();
    }

    private static RunState Begin(ThreadWriter pen, uint index)
    {
        // Written as the recorder does it, but for the engine: it would start a drainer.
        var run = new RunState(null!, Recorder.NewRunId(), index, SpanIds.NewBase(), outer: null);
        run.Root.StartTicks = Stopwatch.GetTimestamp();
        Kept(SpanRecords.RunStart(pen, run, run.Root.StartTicks, "benchmark", version: null, parentRunId: default, resumed: false));
        return run;
    }

    private static void Step(ThreadWriter pen, RunState run, int nameId, int callSite)
    {
        uint spanNo = run.NextSpanNo();
        long start = Stopwatch.GetTimestamp();
        Kept(SpanRecords.SpanStart(pen, run, spanNo, 1, nameId, callSite, SpanKind.Step, start));
        SpanRecords.SpanEnd(pen, run, spanNo, start, Stopwatch.GetTimestamp(), 1, FlujoStatus.Completed);
    }

    private static void End(ThreadWriter pen, RunState run)
    {
        run.TryEnd(out uint spans);
        SpanRecords.RunEnd(pen, run, FlujoStatus.Completed, run.Root.StartTicks, Stopwatch.GetTimestamp(), spans);
    }

    private static void Kept(bool kept)
    {
        if (!kept)
            throw new InvalidOperationException("The journal was too small for the benchmark's records.");
    }
}
