using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Flujo.CompilerServices;
using Flujo.Runtime.Tests.CompilerServices;
using Xunit;

namespace Flujo.Runtime.Tests.Api;

/// <summary>Input that nobody expects: it costs neither memory nor the run, and what is recorded of it can be read.</summary>
public sealed class BadInputTests
{
    /// <summary>100 MB of text, and of text that JSON has to escape.</summary>
    private const int Huge = 50_000_000;

    public static TheoryData<string> Places =>
    [
        "name", "input", "output", "attribute", "key", "event", "prompt", "role", "model", "feedback", "error", "aggregate", "pause", "argument", "span", "object", "dictionary_key", "list",
        "builder", "characters", "json", "escaped_json", "escaped_element", "escaped_property", "result", "branch",
    ];

    /// <summary>Far less than the text is ever allocated, so nothing was built whole, neither as text nor as JSON.</summary>
    [Theory]
    [MemberData(nameof(Places))]
    public void TextOfAHundredMegabytes_CostsNoMemory(string place)
    {
        const long Most = 4 * 1024 * 1024;
        using IDisposable store = FlujoTrace.UseStore("memory:");
        string text = place.StartsWith("escaped", StringComparison.Ordinal) ? new string('\n', Huge) : new string('x', Huge);
        Record(place, "warm up: the first call of everything allocates, too");
        object value = Make(place, text);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Record(place, value);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Most);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void HalfASurrogatePairAndControls_CanBeReadBack(string place)
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        FlujoRun run = Record(place, Make(place, "a\ud83d b\udc00\0\u001b \uffff"));
        TraceSpan tree = run.TraceTree!;
        Assert.True(tree.All().Count() >= 1);
        string all = string.Concat(tree.All().Select(static span =>
            span.Name + span.Feedback + string.Concat(span.Attributes.Select(static each => each.Key + each.Value))
            + string.Concat(span.Events.Select(static each => each.Name + string.Concat(each.Attributes.Select(static pair => pair.Key + pair.Value))))));
        Assert.Equal(all, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(all)));
    }

    [Fact]
    public void AbsurdUsage_IsNotedAndTheSumsOfTheStoreHold()
    {
        using TempFolder folder = new();
        using IDisposable store = FlujoTrace.UseStore(folder.Store);
        NoteCount notes = new("usage_out_of_range");
        NoteCount ceiling = new("cost_out_of_range");
        for (int i = 0; i < 3; i++)
        {
            using FlujoRun run = FlujoTrace.StartRun("absurd");
            run.SetBudget(new FlujoBudget { MaxCostUsd = 1m });
            for (int each = 0; each < 200; each++)
            {
                Step.Call("ask", static () => FlujoTrace.Current.AddUsage(long.MaxValue, long.MaxValue, decimal.MaxValue, "m", long.MaxValue, long.MaxValue));
                Step.Call("ask", static () => FlujoTrace.Current.AddUsage(long.MinValue, long.MinValue, decimal.MinValue, "m", long.MinValue, long.MinValue));
            }

            run.Complete();
        }

        Assert.True(notes.Since > 0 && ceiling.Since > 0);
        Assert.True(FlujoTrace.Flush(TimeSpan.FromSeconds(30)));
        Assert.Equal(["3 1203"], folder.Query("SELECT count(DISTINCT run_id) || ' ' || count(*) FROM spans"));
        Assert.Equal(["12000000000000"], folder.Query("SELECT sum(total_tokens) FROM runs"));
        // What overflows an integer becomes a real, or an error where it is summed up.
        Assert.Equal(["integer"], folder.Query("SELECT DISTINCT typeof(total_cost) FROM run_rows WHERE total_cost IS NOT NULL UNION SELECT typeof(cost) FROM rollups UNION SELECT typeof(sum(cost)) FROM rollups"));
        using FlujoRun after = FlujoTrace.StartRun("after");
        Step.Call("ask", static () => FlujoTrace.Current.AddUsage(1, 1));
        Assert.Equal("after*(ask)", after.TraceTree.Draw());
    }

    private static object Make(string place, string text) => place switch
    {
        "object" => new { Text = text, After = 1 },
        "dictionary_key" => new Dictionary<string, int> { ["before"] = 1, [text] = 2 },
        "list" => new List<string> { text, text },
        "builder" => new StringBuilder(text),
        "characters" => text.ToCharArray(),
        "json" or "escaped_json" => new JsonObject { ["text"] = JsonValue.Create(text) },
        "escaped_element" => JsonSerializer.SerializeToElement(text),
        "escaped_property" => new { Node = (JsonNode)JsonValue.Create(text), Element = JsonSerializer.SerializeToElement(text) },
        "error" => new InvalidOperationException(text),
        "aggregate" => new AggregateException(new InvalidOperationException(text), new InvalidOperationException(text)),
        _ => text,
    };

    private static FlujoRun Record(string place, object value)
    {
        string text = value as string ?? "";
        using FlujoRun run = FlujoTrace.StartRun(place == "name" ? text : "run", input: place == "input" ? value : null);
        FlujoSpan span = FlujoTrace.Current;
        switch (place)
        {
            case "attribute":
                span.SetAttribute("text", text);
                break;
            case "key":
                span.SetAttribute(text, text);
                break;
            case "event":
                span.AddEvent(text, new KeyValuePair<string, object?>(text, value));
                break;
            case "prompt":
                span.AddPrompt(text);
                break;
            case "role":
                span.AddPrompt("", text);
                break;
            case "model":
                span.AddUsage(1, 1, model: text);
                break;
            case "feedback":
                span.Fail(text);
                break;
            case "error" or "aggregate":
                Thrown.By(() => Step.Call("step", () => throw (value as Exception ?? new InvalidOperationException(text))));
                break;
            case "pause":
                run.Pause(text);
                break;
            case "branch":
                FlujoTrace.StartBranch(text, text).Dispose();
                break;
            case "result":
                StepRuntime.Begin(Declared, 0).Complete(value, static (sink, result) => sink.Output(result));
                break;
            default:
                Capture(place, value);
                break;
        }

        run.Complete(place == "output" ? value : null);
        return run;
    }

    private static void Capture(string place, object value)
    {
        StepInvocation step = StepRuntime.Begin(Declared, 0);
        InputCapture input = step.BeginInput()!;
        if (place == "span")
        {
            input.Add("text", ((string)value).AsSpan());
        }
        else
        {
            input.Add("value", value);
        }

        input.End();
        step.Complete();
    }

    private static readonly StepDeclaration Declared = new("declared", FlujoStepKind.Step, "C.M()", "C.cs", 1);
}
