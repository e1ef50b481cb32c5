using Flujo.CompilerServices;

namespace Flujo.ApiChild;

/// <summary>What the program can do. Each one prints lines of the form <c>key=value</c>.</summary>
internal static class Scenarios
{
    private static readonly StepDeclaration Outer = Wrapper.Declare("outer_step");
    private static readonly StepDeclaration Inner = Wrapper.Declare("inner_step");

    public static int FirstRun()
    {
        using FlujoRun run = FlujoTrace.StartRun("first");
        Wrapper.Call(Outer, static () => { });
        run.Complete(42);
        return Print("tree", run.TraceTree is { } tree ? $"{tree.Name} {tree.Status} {tree.Children.Count}" : "null");
    }

    public static async Task<int> OffAsync()
    {
        var tries = 0;
        using FlujoRun run = FlujoTrace.StartRun("off", input: "in");
        int result = await Wrapper.CallAsync(Outer, async () =>
        {
            await Task.Yield();
            using FlujoSpan span = FlujoTrace.StartStep("block");
            span.SetAttribute("key", "value");
            FlujoTrace.Current.AddUsage(1, 1, 1);
            return 7;
        });
        int retried = Wrapper.Attempts(Wrapper.Declare("shaky", maxAttempts: 3), () => ++tries < 3 ? throw new InvalidOperationException("no") : tries);
        string failure = "none";
        try
        {
            Wrapper.Attempts(Wrapper.Declare("hopeless", maxAttempts: 2), int () => throw new FormatException("never"));
        }
        catch (FormatException error)
        {
            failure = error.Message;
        }

        FlujoRun broken = FlujoTrace.StartRun("broken");
        try
        {
            using (broken)
            {
                throw new InvalidOperationException("out");
            }
        }
        catch (InvalidOperationException)
        {
            Print("broken", broken.Status);
        }

        run.Complete(result);
        Print("result", result);
        Print("retried", $"{retried} after {tries}");
        Print("failure", failure);
        Print("tree", run.TraceTree?.Name ?? "null");
        Print("history", run.StepHistory.Count);
        Print("run_id", run.RunId);
        Print("status", run.Status);
        Print("enabled", $"{FlujoTrace.IsEnabled} {FlujoTrace.Current.IsRecording} {FlujoTrace.Flush(TimeSpan.FromSeconds(1))}");
        using FlujoRun resumed = FlujoTrace.ResumeRun(run.RunId);
        Print("resumed", resumed.RunId.Length);
        return Print("files", Directory.EnumerateFileSystemEntries(Environment.CurrentDirectory).Count());
    }

    public static int NoImplicitRuns()
    {
        FlujoTrace.Configure(static options => options.ImplicitRuns = false);
        Wrapper.Call(Outer, static () =>
        {
            Wrapper.Call(Inner, static () => { });
            Print("files", Directory.EnumerateFileSystemEntries(Environment.CurrentDirectory).Count());
            using (FlujoRun run = FlujoTrace.StartRun("by_name"))
            {
                Wrapper.Call(Inner, static () => { });
            }

            Wrapper.Pipeline(Wrapper.Declare("pipeline_method"), static () => Wrapper.Call(Inner, static () => { }));
            Wrapper.Call(Inner, static () => { });
        });
        using (FlujoTrace.StartStep("block"))
        {
            using FlujoRun run = FlujoTrace.StartRun("in_block");
        }

        return Print("current", FlujoTrace.Current.IsRecording);
    }

    public static int ShareOfImplicitRuns()
    {
        FlujoTrace.Configure(static options => options.ImplicitRuns = 0.5);
        for (int i = 0; i < 300; i++)
        {
            Wrapper.Call(Outer, static () => Wrapper.Call(Inner, static () => { }));
            using (FlujoTrace.StartStep("outer_block"))
            {
                Wrapper.Call(Inner, static () => { });
            }
        }

        return 0;
    }

    public static int Configure()
    {
        int notes = 0;
        Print("null", FlujoTrace.Configure(null!));
        Print("throwing", FlujoTrace.Configure(static _ => throw new InvalidOperationException("bad callback")));
        Print("configured", FlujoTrace.Configure(options =>
        {
            options.Secrets.Add("Hunter2IsMine");
            options.RedactionRules.Add(static text => text.Replace("elephant", "animal", StringComparison.Ordinal));
            options.OnNote = _ => notes++;
        }));
        using (FlujoTrace.StartStep("first Hunter2IsMine elephant"))
        {
            FlujoTrace.Current.SetAttribute("key", "Hunter2IsMine");
        }

        Print("late", FlujoTrace.Configure(static options => options.Enabled = false));
        return Print("notes", notes);
    }

    public static int ConfigureLate()
    {
        using FlujoRun run = FlujoTrace.StartRun("early");
        Print("late", FlujoTrace.Configure(static options => options.Enabled = false));
        return Print("enabled", FlujoTrace.IsEnabled);
    }

    public static int Exit()
    {
        FlujoTrace.StartRun("left_open");
        using FlujoRun run = FlujoTrace.StartRun("completed");
        Wrapper.Call(Outer, static () => { });
        return 0;
    }

    public static int Crash()
    {
        using FlujoRun run = FlujoTrace.StartRun("crashed");
        Wrapper.Call(Outer, static () => { });
        throw new InvalidOperationException("nobody catches this; password=hunter2");
    }

    public static int Shutdown()
    {
        using (FlujoTrace.StartRun("before"))
        {
            Wrapper.Call(Outer, static () => { });
        }

        Print("flush", $"{FlujoTrace.Flush(Timeout.InfiniteTimeSpan)} {FlujoTrace.Flush(TimeSpan.MaxValue)}");
        FlujoTrace.Flush(TimeSpan.MinValue);
        Print("shutdown", $"{FlujoTrace.Shutdown(TimeSpan.MaxValue)} {FlujoTrace.Shutdown(TimeSpan.FromSeconds(-5))}");
        using FlujoRun after = FlujoTrace.StartRun("after");
        Wrapper.Call(Outer, static () => { });
        after.Complete();
        return Print("after", $"{after.RunId.Length} {after.Status} {after.TraceTree?.Name ?? "null"} {after.StepHistory.Count}");
    }

    public static int Pause()
    {
        using FlujoRun run = FlujoTrace.StartRun("approval", version: "3");
        Wrapper.Call(Outer, static () => FlujoTrace.Current.AddUsage(1, 2, 0.5m));
        run.Pause("waits for a person; token: abcdef123456");
        return Print("run_id", run.RunId);
    }

    public static int Resume(string runId)
    {
        using FlujoRun run = FlujoTrace.ResumeRun(runId);
        Wrapper.Call(Inner, static () => FlujoTrace.Current.AddUsage(10, 20, 0.25m));
        run.Complete("done");
        return Print("run_id", run.RunId);
    }

    public static async Task<int> PipelinePauseAsync()
    {
        Pipeline<string, bool> pipeline = Flujo.Pipeline.Create<string>("approval")
            .Step("write_draft", static topic => $"draft about {topic}")
            .Pause<bool>("ask_editor", static draft => $"Publish the {draft}?");
        PipelineResult<bool> result = await new FlujoRunner<string, bool>(pipeline).ExecuteAsync("tides");
        Print("status", result.Status);
        return Print("run_id", result.RunId);
    }

    public static async Task<int> PipelineAsync()
    {
        Pipeline<int, int> pipeline = Flujo.Pipeline.Create<int>("pipeline").Step("step", static n =>
        {
            FlujoTrace.Current.AddUsage(10, 20, 0.5m);
            return n + 1;
        });
        PipelineResult<int> result = await new FlujoRunner<int, int>(pipeline).ExecuteAsync(2);
        Print("result", $"{result.Status} {result.Output}");
        Print("tree_is_null", result.TraceTree is null);
        StepResult step = result.StepHistory.Single();
        return Print("history", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{step.Name} {step.Attempts} {step.CostUsd:0.###} {step.TokenCounts}"));
    }

    private static int Print(string key, object? value)
    {
        Console.WriteLine($"{key}={value}");
        return 0;
    }
}
