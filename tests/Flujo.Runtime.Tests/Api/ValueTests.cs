using Flujo.Runtime.Tests.CompilerServices;
using Xunit;

namespace Flujo.Runtime.Tests.Api;

/// <summary>Values that cannot be written harm nobody, and leave a note where they would stand.</summary>
public sealed class ValueTests
{
    public static TheoryData<string> Kinds => ["cycle", "getter", "nan", "delegate", "stream", "message", "task", "deep"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void UnwritableValue_LeavesANote(string kind)
    {
        using TempFolder folder = new();
        using IDisposable store = FlujoTrace.UseStore(folder.Store);
        object value = Make(kind);
        using FlujoRun run = FlujoTrace.StartRun("run", input: value);
        FlujoTrace.Current.AddEvent("event", new KeyValuePair<string, object?>("value", value));
        Step.Call("step");
        run.Complete(value);
        Assert.Equal("run(step)", run.TraceTree.Draw());
        string shown = (string)run.TraceTree!.Events[0].Attributes["value"]!;
        Assert.Contains(kind == "message" ? "no message" : "not recorded", shown, StringComparison.Ordinal);
        Assert.Equal([shown, shown], folder.Query("SELECT text FROM payloads ORDER BY kind"));
    }

    [Fact]
    public void ExceptionWithoutAReadableMessage_StillFailsTheStep()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("run");
        Assert.True(Thrown.By(() => Step.Call("step", static () => throw new UnreadableException())) is UnreadableException);
        Assert.Contains(nameof(UnreadableException), run.TraceTree.Find("step").Feedback, StringComparison.Ordinal);
    }

    [Fact]
    public void InputAndFinalOutput_AreStored()
    {
        using TempFolder folder = new();
        using IDisposable store = FlujoTrace.UseStore(folder.Store);
        using FlujoRun run = FlujoTrace.StartRun("run", input: new { Question = "Why?", Depth = 3 });
        run.Complete(new[] { "because", "so" });
        FlujoTrace.Flush(TimeSpan.FromSeconds(10));
        Assert.Equal(
            ["""{"Question":"Why?","Depth":3}""", """["because","so"]"""], folder.Query("SELECT text FROM payloads ORDER BY kind"));
    }

    [Fact]
    public void ManyLargeAttributes_DoNotStopTheRun()
    {
        using TempFolder folder = new();
        using IDisposable store = FlujoTrace.UseStore(folder.Store);
        using FlujoRun run = FlujoTrace.StartRun("run");
        string large = string.Concat(Enumerable.Repeat("lorem ipsum ", 100_000));
        FlujoTrace.Current.AddEvent("large", [.. Enumerable.Range(0, 40).Select(i => new KeyValuePair<string, object?>($"key_{i}", large))]);
        FlujoTrace.Current.AddPrompt(large);
        FlujoTrace.Current.SetAttribute("large", large);
        Step.Call("after");
        run.Complete(large);
        Assert.Equal("run(after)", run.TraceTree.Draw());
        Assert.InRange(((string)run.TraceTree!.Events.Single(static each => each.Name == "prompt").Attributes["text"]!).Length, 30_000, 32 * 1024);
        Assert.InRange(((string)run.TraceTree.Attributes["large"]!).Length, 8_000, 8 * 1024);
        Assert.True(run.TraceTree.Events.Count == 2 || folder.Query("SELECT dropped_records FROM runs").Single() == "1");
    }

    private static object Make(string kind)
    {
        switch (kind)
        {
            case "cycle":
                var node = new Node();
                node.Next = node;
                return node;
            case "deep":
                Node chain = new();
                for (int i = 0; i < 200; i++)
                {
                    chain = new Node { Next = chain };
                }

                return chain;
            case "getter":
                return new Throwing();
            case "nan":
                return new { Ratio = double.NaN };
            case "delegate":
                return () => 1;
            case "stream":
                return new MemoryStream();
            case "task":
                return Task.FromResult(1);
            default:
                return new UnreadableException();
        }
    }

    private sealed class Node
    {
        public Node? Next { get; set; }
    }

    private sealed class Throwing
    {
        public string Value => throw new InvalidOperationException("no value");
    }

    private sealed class UnreadableException : Exception
    {
        public override string Message => throw new InvalidOperationException("no message");
    }
}
