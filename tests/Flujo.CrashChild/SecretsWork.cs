using System.Text.Json;
using Flujo.CompilerServices;

namespace Flujo.CrashChild;

/// <summary>Records a corpus of texts with secrets in every way there is, the second half just before it is killed.</summary>
internal static class SecretsWork
{
    private static readonly StepDeclaration Declared = new("declared", FlujoStepKind.Step, "Work.Declared()", "Work.cs", 1, maxAttempts: 2);

    /// <param name="corpus">A JSON list of texts.</param>
    public static int Run(string corpus)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(corpus));
        string[] texts = [.. document.RootElement.EnumerateArray().Select(static each => each.GetString()!)];
        Array.ForEach(texts, Record);
        FlujoTrace.Flush(TimeSpan.FromSeconds(60));
        using FlujoRun open = FlujoTrace.StartRun("open at the end");
        using FlujoSpan step = FlujoTrace.StartStep("open_step");
        foreach (string text in texts)
        {
            step.AddEvent(text, new KeyValuePair<string, object?>("text", text));
            step.AddPrompt(text);
        }

        Report.Say("ready");
        Thread.Sleep(Timeout.Infinite);
        return 0;
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
}
