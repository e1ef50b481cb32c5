using System.Text.Json;
using Flujo.CompilerServices;

namespace Flujo.CrashChild;

/// <summary>Records a corpus of texts with secrets in every way there is: once until it is stored, and once more just before it is killed.</summary>
internal static class SecretsWork
{
    /// <summary>Of each text, each time.</summary>
    private const int Runs = 6;

    private static readonly StepDeclaration Declared = new("declared", FlujoStepKind.Step, "Work.Declared()", "Work.cs", 1, maxAttempts: 2);

    /// <param name="corpus">A JSON list of texts.</param>
    public static int Run(string corpus)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(corpus));
        string[] texts = [.. document.RootElement.EnumerateArray().Select(static each => each.GetString()!)];
        FlujoTrace.Configure(static options => options.OnNote = static note => Console.Error.WriteLine($"{note.Message} [{note.Cause}]"));
        Array.ForEach(texts, RecordAll);
        FlujoTrace.Flush(TimeSpan.FromSeconds(60));
        Array.ForEach(texts, RecordAll);
        using FlujoRun open = FlujoTrace.StartRun("open at the end");
        using FlujoSpan step = FlujoTrace.StartStep("open_step");
        foreach (string text in texts)
        {
            step.AddEvent(text, new KeyValuePair<string, object?>("text", text));
            step.AddPrompt(text);
        }

        Report.Say($"ready {2 * Runs * texts.Length + 1}");
        Thread.Sleep(Timeout.Infinite);
        return 0;
    }

    private static void RecordAll(string text)
    {
        Record(text);
        RecordEnds(text);
        RecordStreams(text);
        RecordUnreadable(text);
        RecordPipeline(text).GetAwaiter().GetResult();
    }

    private static void Record(string text)
    {
        using FlujoRun run = FlujoTrace.StartRun(text, text, new { Text = text });
        FlujoSpan root = FlujoTrace.Current;
        root.SetAttribute("text", text);
        root.SetAttribute(text, 1);
        root.AddEvent(text, new("text", text), new(text, true), new("object", new { Inner = new[] { text } }));
        root.AddPrompt(text, text);
        root.AddUsage(1, 1, 1, text);
        root.AddAttempt(new InvalidOperationException(text), TimeSpan.Zero);
        using (FlujoSpan branch = FlujoTrace.StartBranch(text, text))
        {
            branch.Fail(text);
        }

        StepInvocation captured = StepRuntime.Begin(Declared, 0);
        InputCapture input = captured.BeginInput()!;
        input.Add("text", text);
        input.Add("span", text.AsSpan());
        input.Add("list", new List<string> { text });
        input.End();
        captured.Complete(new { Text = text }, static (sink, result) => sink.Output(result));
        try
        {
            StepRuntime.Run(Declared, 0, () => throw new InvalidOperationException(text, new FormatException(text)), default);
        }
        catch (InvalidOperationException)
        {
            // As it should be: the text is in the feedback.
        }

        run.Complete(new Dictionary<string, string> { ["text"] = text });
    }

    /// <summary>Runs that end in other ways than by completing.</summary>
    private static void RecordEnds(string text)
    {
        using (FlujoRun run = FlujoTrace.StartRun(text))
        {
            run.SetBudget(new FlujoBudget { MaxTokens = 1, MaxCostUsd = 0.5m });
            FlujoTrace.Current.AddUsage(5, 5, 1, text);
            using FlujoSpan loop = FlujoTrace.StartLoop(text);
            using FlujoSpan iteration = FlujoTrace.StartIteration(1);
            iteration.SetBudget(new FlujoBudget { MaxAttempts = 1 });
            iteration.AddAttempt(new AggregateException(text, new InvalidOperationException(text), new FormatException(text)), TimeSpan.FromSeconds(1));
            run.Fail(new AggregateException(text, new AggregateException(text, new InvalidOperationException(text)), new FormatException(text)));
        }

        using FlujoRun paused = FlujoTrace.StartRun(text);
        paused.Pause(text);
    }

    /// <summary>A stream whose arguments are captured, and that fails.</summary>
    private static void RecordStreams(string text)
    {
        using FlujoRun run = FlujoTrace.StartRun(text, input: new Dictionary<string, object> { [text] = text, ["list"] = new[] { text } });
        try
        {
            foreach (string item in StepRuntime.Enumerate(Declared, 0, Items(), default, isPipeline: false, input => input.Add("text", new { Inner = text })))
            {
                FlujoTrace.Current.SetAttribute("item", item);
            }
        }
        catch (InvalidOperationException)
        {
            // As it should be.
        }

        run.Complete(new[] { new KeyValuePair<string, string>(text, text) });

        IEnumerable<string> Items()
        {
            yield return text;
            throw new InvalidOperationException(text);
        }
    }

    /// <summary>What cannot be recorded as it is, of which a note on stderr says why.</summary>
    private static void RecordUnreadable(string text)
    {
        using FlujoRun run = FlujoTrace.StartRun("unreadable", input: new { Mute = new Mute(text) });
        StepInvocation step = StepRuntime.Begin(Declared, 0);
        step.Complete(text, static (_, result) => throw new InvalidOperationException(result));
        FlujoTrace.Current.SetAttribute("error", text);
        run.Complete(new InvalidOperationException(text, new FormatException(text)));
    }

    private static async Task RecordPipeline(string text)
    {
        Pipeline<string, string> pipeline = Pipeline.Create<string>(text)
            .Step(text, static value => value, new StepOptions { Capture = FlujoCapture.All })
            .Fallback(text, primary => primary.Step("primary", string (string _) => throw new InvalidOperationException(text)), static other => other.Step("other", static value => value))
            .Conditional(text, _ => text, branches => branches.When(text, static branch => branch.Step("taken", static value => value)))
            .Pause<string>(text, string (_) => throw new InvalidOperationException(text));
        await new FlujoRunner<string, string>(pipeline, enableTracing: true, FlujoCapture.All).ExecuteAsync(text);
    }

    private sealed class Mute(string text)
    {
        public string Value => throw new InvalidOperationException(text);
    }
}
