using Flujo.CompilerServices;

namespace Flujo.CrashChild;

/// <summary>One run with a random tree of spans: nested, on several threads, named by the compiler or not, some of them failed.</summary>
internal sealed class RunScript(Report report, Random random, string mark)
{
    private const int Depth = 4;
    private string _run = "";
    private int _spans;

    /// <summary>How many spans were begun beneath the root.</summary>
    public int Spans => _spans;

    public void Play()
    {
        using FlujoRun run = FlujoTrace.StartRun("crash", version: mark);
        _run = run.RunId;
        report.Line($"run\t{_run}");
        int children = random.Next(1, 6);
        for (int i = 0; i < children; i++)
        {
            if (random.Next(12) == 0)
            {
                InParallel();
            }
            else
            {
                Span(random, "", Depth);
            }
        }

        string status = End(run);
        report.Line($"ran\t{_run}\t{status}");
    }

    private string End(FlujoRun run)
    {
        switch (random.Next(4))
        {
            case 0:
                run.Fail(new InvalidOperationException($"run {mark} failed"));
                return "failed";
            case 1:
                run.Cancel();
                return "cancelled";
            default:
                run.Complete($"output of {mark}");
                return "completed";
        }
    }

    private void InParallel()
    {
        int[] seeds = [random.Next(), random.Next(), random.Next()];
        Task.WaitAll(Array.ConvertAll(seeds, seed => Task.Run(() => Span(new Random(seed), "", 2))));
    }

    private void Span(Random own, string parent, int depth)
    {
        string key = $"{mark}.{Interlocked.Increment(ref _spans)}";
        if (own.Next(2) == 0)
        {
            Block(own, key, parent, depth);
        }
        else
        {
            Declared(own, key, parent, depth);
        }
    }

    private void Block(Random own, string key, string parent, int depth)
    {
        string name = $"step {key} \"'\n😀";
        FlujoSpan span = FlujoTrace.StartStep(name);
        span.SetAttribute("mark", key);
        report.Line($"start\t{_run}\t{key}\t{parent}\t{name.Replace("\n", "\\n")}");
        (int attributes, int events, long tokens) = Decorate(own, span);
        Children(own, key, depth);
        bool fails = own.Next(5) == 0;
        if (fails)
        {
            span.Fail($"feedback of {key}");
        }

        span.Dispose();
        report.Line($"end\t{_run}\t{key}\t{(fails ? "failed" : "completed")}\t{attributes}\t{events}\t{tokens}");
    }

    private void Declared(Random own, string key, string parent, int depth)
    {
        int which = own.Next(Declarations.Steps.Length);
        StepInvocation step = StepRuntime.Begin(Declarations.Steps[which], Declarations.CallSites + which);
        FlujoTrace.Current.SetAttribute("mark", key);
        string[] names = ["load_rows", "ask_model", "call_tool"];
        report.Line($"start\t{_run}\t{key}\t{parent}\t{names[which]}");
        (int attributes, int events, long tokens) = Decorate(own, FlujoTrace.Current);
        Children(own, key, depth);
        int outcome = own.Next(6);
        string status = outcome switch { 0 => "failed", 1 => "cancelled", _ => "completed" };
        if (outcome == 0)
        {
            step.Fail(new InvalidOperationException($"feedback of {key}"));
        }
        else if (outcome == 1)
        {
            step.Fail(new OperationCanceledException(), new CancellationToken(canceled: true));
        }
        else
        {
            step.Complete();
        }

        report.Line($"end\t{_run}\t{key}\t{status}\t{attributes}\t{events}\t{tokens}");
    }

    private void Children(Random own, string key, int depth)
    {
        int children = depth == 0 ? 0 : own.Next(3);
        for (int i = 0; i < children; i++)
        {
            Span(own, key, depth - 1);
        }
    }

    private static (int Attributes, int Events, long Tokens) Decorate(Random own, FlujoSpan span)
    {
        int attributes = own.Next(3);
        for (int i = 0; i < attributes; i++)
        {
            span.SetAttribute($"number_{i}", own.Next());
        }

        int events = own.Next(4) == 0 ? 2 : 0;
        for (int i = 0; i < events; i++)
        {
            span.AddEvent("happened", new KeyValuePair<string, object?>("i", i));
        }

        long tokens = own.Next(3) == 0 ? own.Next(1, 1000) : 0;
        if (tokens > 0)
        {
            span.AddUsage(tokens, tokens, costUsd: tokens / 1000m);
        }

        return (attributes, events, tokens);
    }
}
