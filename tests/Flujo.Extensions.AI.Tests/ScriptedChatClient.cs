using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Flujo.Extensions.AI.Tests;

/// <summary>A chat client that says what a test tells it to, and nothing else.</summary>
internal sealed class ScriptedChatClient : IChatClient
{
    /// <summary>Answers a call.</summary>
    public Func<IEnumerable<ChatMessage>, CancellationToken, Task<ChatResponse>> Answer { get; init; } = static (_, _) => Task.FromResult(Response());

    /// <summary>The updates of a stream; an exception is thrown in its place.</summary>
    public object[] Updates { get; init; } = [];

    /// <summary>What is current while the stream makes each update.</summary>
    public List<bool> WasRecording { get; } = [];

    public bool WasDisposed { get; private set; }

    public static ChatResponse Response(string text = "42", long input = 100, long output = 20, long cached = 60, long reasoning = 15) => new(new ChatMessage(ChatRole.Assistant, text))
    {
        ModelId = "test-model",
        FinishReason = ChatFinishReason.Stop,
        Usage = new UsageDetails { InputTokenCount = input, OutputTokenCount = output, CachedInputTokenCount = cached, ReasoningTokenCount = reasoning },
    };

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        Answer(messages, cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        try
        {
            foreach (object update in Updates)
            {
                await Task.Yield();
                cancellationToken.ThrowIfCancellationRequested();
                using (FlujoSpan span = FlujoTrace.StartStep("inner"))
                {
                    WasRecording.Add(span.IsRecording);
                }

                yield return update is Exception error ? throw error : (ChatResponseUpdate)update;
            }
        }
        finally
        {
            WasDisposed = true;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("scripted", null, "default-model") : null;

    public void Dispose()
    {
    }
}
