using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Flujo.Extensions.AI.Tests;

public sealed class FlujoChatClientTests : IDisposable
{
    private readonly IDisposable _store = FlujoTrace.UseStore("memory:");
    private readonly FlujoRun _run = FlujoTrace.StartRun("run");

    public void Dispose()
    {
        _run.Dispose();
        _store.Dispose();
    }

    [Fact]
    public async Task Call_IsASpanOfKindAgentWithItsFigures()
    {
        ChatResponse response = ScriptedChatClient.Response();
        IChatClient client = Pipeline(new ScriptedChatClient { Answer = (_, _) => Task.FromResult(response) });
        Assert.Same(response, await client.GetResponseAsync("What is six times seven?", cancellationToken: TestContext.Current.CancellationToken));
        TraceSpan span = Assert.Single(_run.TraceTree!.Children);
        Assert.Equal(("chat", "agent", FlujoStatus.Completed, 100, 20), (span.Name, span.Kind, span.Status, span.InputTokens, span.OutputTokens));
        Assert.Equal(["finish_reason=stop", "model=test-model", "provider=scripted"], span.Attributes.OrderBy(static each => each.Key, StringComparer.Ordinal).Select(static each => $"{each.Key}={each.Value}"));
        TraceUsage usage = Assert.Single(span.Usage);
        Assert.Equal(("test-model", 60, 15, null), (usage.Model, usage.CachedInputTokens, usage.ReasoningTokens, usage.CostUsd));
        Assert.Empty(span.Events);
        Assert.Null(_run.StepHistory.Single().Output);
    }

    [Fact]
    public async Task CaptureOn_RecordsPromptsAndAnswerRedacted()
    {
        IChatClient client = Pipeline(
            new ScriptedChatClient { Answer = static (_, _) => Task.FromResult(ScriptedChatClient.Response("the password=hunter2hunter2 is in it")) },
            static options => (options.Capture, options.StepName) = (FlujoCapture.All, "ask_model"));
        await client.GetResponseAsync(
            Once([new ChatMessage(ChatRole.System, "Be short."), new ChatMessage(ChatRole.User, [new TextContent("Why? token: abcdef123"), new DataContent(new byte[3], "image/png")])]),
            cancellationToken: TestContext.Current.CancellationToken);
        TraceSpan span = Assert.Single(_run.TraceTree!.Children);
        Assert.Equal("ask_model", span.Name);
        Assert.Equal(
            ["system: Be short.", "user: Why? token: ***\n(image/png, 3 bytes)"],
            span.Events.Select(static each => $"{each.Attributes["role"]}: {each.Attributes["text"]}"));
        Assert.Equal("the password=*** is in it", _run.StepHistory.Single().Output);
    }

    [Fact]
    public async Task FailingCall_IsFailedAndTheExceptionIsTheSame()
    {
        var error = new HttpRequestException("503");
        IChatClient client = Pipeline(new ScriptedChatClient { Answer = (_, _) => Task.FromException<ChatResponse>(error) });
        Assert.Same(error, await Assert.ThrowsAsync<HttpRequestException>(() => client.GetResponseAsync("?", cancellationToken: TestContext.Current.CancellationToken)));
        IChatClient throwing = Pipeline(new ScriptedChatClient { Answer = (_, _) => throw error });
        Assert.Same(error, await Assert.ThrowsAsync<HttpRequestException>(() => throwing.GetResponseAsync("?", cancellationToken: TestContext.Current.CancellationToken)));
        Assert.All(_run.TraceTree!.Children, static span => Assert.Equal((FlujoStatus.Failed, "HttpRequestException: 503"), (span.Status, span.Feedback)));
    }

    [Fact]
    public async Task CancelledCall_IsCancelled()
    {
        using var cancellation = new CancellationTokenSource();
        IChatClient client = Pipeline(new ScriptedChatClient
        {
            Answer = static async (_, own) =>
            {
                await Task.Delay(Timeout.Infinite, own);
                return ScriptedChatClient.Response();
            },
        });
        Task<ChatResponse> call = client.GetResponseAsync("?", cancellationToken: cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(FlujoStatus.Cancelled, Assert.Single(_run.TraceTree!.Children).Status);
    }

    [Fact]
    public async Task Stream_IsOneSpanWithTheTimeToItsFirstToken()
    {
        var inner = new ScriptedChatClient { Updates = [.. Updates()] };
        IChatClient client = Pipeline(inner, static options => options.Capture = FlujoCapture.All);
        var texts = new List<string>();
        await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync("?", cancellationToken: TestContext.Current.CancellationToken))
        {
            texts.Add(update.Text);
            using FlujoSpan between = FlujoTrace.StartStep("consumer");
        }

        Assert.Equal(["", "4", "2", ""], texts);
        TraceSpan root = _run.TraceTree!;
        Assert.Equal(["chat", "consumer", "consumer", "consumer", "consumer"], root.Children.Select(static each => each.Name));
        TraceSpan span = root.Children[0];
        Assert.Equal(["inner", "inner", "inner", "inner"], span.Children.Select(static each => each.Name));
        Assert.Equal((FlujoStatus.Completed, 7, 2, "stop", 4L), (span.Status, span.InputTokens, span.OutputTokens, span.Attributes["finish_reason"], span.Attributes["updates"]));
        Assert.True((double)span.Attributes["time_to_first_token_ms"]! >= 0);
        Assert.DoesNotContain("stopped_early", span.Attributes.Keys);
        Assert.Equal("42", _run.StepHistory[0].Output);
        Assert.True(inner.WasDisposed);
    }

    [Fact]
    public async Task StreamThatIsLeft_SaysSo()
    {
        var inner = new ScriptedChatClient { Updates = [.. Updates()] };
        await foreach (ChatResponseUpdate update in Pipeline(inner).GetStreamingResponseAsync("?", cancellationToken: TestContext.Current.CancellationToken))
        {
            if (update.Text == "4")
            {
                break;
            }
        }

        TraceSpan span = Assert.Single(_run.TraceTree!.Children);
        Assert.Equal((FlujoStatus.Completed, true, 2L), (span.Status, span.Attributes["stopped_early"], span.Attributes["updates"]));
        Assert.True(inner.WasDisposed);
    }

    [Fact]
    public async Task StreamThatFails_IsFailedAndKeepsWhatItUsed()
    {
        var inner = new ScriptedChatClient { Updates = [.. Updates(), new InvalidOperationException("lost")] };
        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await foreach (ChatResponseUpdate _ in Pipeline(inner).GetStreamingResponseAsync("?", cancellationToken: TestContext.Current.CancellationToken))
            {
            }
        });
        TraceSpan span = Assert.Single(_run.TraceTree!.Children);
        Assert.Equal((FlujoStatus.Failed, "InvalidOperationException: lost", 7), (span.Status, span.Feedback, span.InputTokens));
    }

    [Fact]
    public void StreamThatNobodyEnumerates_IsNoSpan()
    {
        _ = Pipeline(new ScriptedChatClient()).GetStreamingResponseAsync("?", cancellationToken: TestContext.Current.CancellationToken);
        Assert.Empty(_run.TraceTree!.Children);
    }

    [Fact]
    public async Task ClientAroundAClient_CountsUsageOnce()
    {
        IChatClient client = Pipeline(Pipeline(new ScriptedChatClient()));
        await client.GetResponseAsync("?", cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(120, _run.StepHistory.Single().TokenCounts);
    }

    /// <summary>What is no text and no JSON may hold what is marked, and may throw when it is asked.</summary>
    [Theory]
    [MemberData(nameof(ToolResults))]
    public async Task ResultOfATool_IsShownWhereItIsTextOrJson(object? result, string shown)
    {
        IChatClient client = Pipeline(new ScriptedChatClient(), static options => options.Capture = FlujoCapture.All);
        await client.GetResponseAsync(
            [new ChatMessage(ChatRole.Tool, [new FunctionResultContent("call-1", result)])], cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal($"(result of call-1: {shown})", Assert.Single(_run.TraceTree!.Children).Events[0].Attributes["text"]);
    }

    public static TheoryData<object?, string> ToolResults => new()
    {
        { "password=hunter2 is wrong", "password=*** is wrong" }, { JsonSerializer.SerializeToElement(new { n = 1 }), """{"n":1}""" }, { 42, "42" }, { true, "True" }, { null, "" },
        { new Unprintable(), "a value of type Unprintable" }, { new Card("bob", "4711"), "a value of type Card" },
    };

    [Fact]
    public async Task HugeTextsAndNoUpdate_CostNoMemoryAndHarmNothing()
    {
        const int Huge = 50_000_000;
        string huge = new('x', Huge);
        var chunk = new ChatResponseUpdate(ChatRole.Assistant, huge);
        IChatClient client = Pipeline(new ScriptedChatClient { Updates = [chunk, null!, chunk] }, static options => options.Capture = FlujoCapture.All);
        long before = GC.GetTotalAllocatedBytes();
        int updates = 0;
        await foreach (ChatResponseUpdate _ in client.GetStreamingResponseAsync(
            [new ChatMessage(ChatRole.User, huge), new ChatMessage(ChatRole.Tool, [new FunctionResultContent("c", huge)])], cancellationToken: TestContext.Current.CancellationToken))
        {
            updates++;
        }

        Assert.Equal(3, updates);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, Huge / 2);
        Assert.EndsWith(" bytes)", _run.StepHistory.Single().Output, StringComparison.Ordinal);
    }

    private static IChatClient Pipeline(IChatClient inner, Action<FlujoChatOptions>? configure = null) =>
        new ChatClientBuilder(inner).UseFlujo(configure).Build();

    private static IEnumerable<ChatResponseUpdate> Updates() =>
    [
        new(ChatRole.Assistant, ""),
        new(ChatRole.Assistant, "4") { ModelId = "test-model" },
        new(ChatRole.Assistant, "2") { FinishReason = ChatFinishReason.Stop },
        new(ChatRole.Assistant, [new UsageContent(new UsageDetails { InputTokenCount = 7, OutputTokenCount = 2 })]),
    ];

    /// <summary>A sequence that can be read once.</summary>
    private static IEnumerable<ChatMessage> Once(ChatMessage[] messages)
    {
        var left = new Queue<ChatMessage>(messages);
        while (left.TryDequeue(out ChatMessage? message))
        {
            yield return message;
        }
    }

    private sealed record Card(string Owner, [FlujoRedact] string Pin);

    private sealed class Unprintable
    {
        public override string ToString() => throw new FormatException();
    }
}
