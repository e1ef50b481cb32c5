using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace ChatCosts;

/// <summary>A model that repeats the last message. The same question has the same answer and the same usage, on every machine.</summary>
internal sealed class ParrotChatClient : IChatClient
{
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ChatMessage[] all = [.. messages];
        string[] words = $"You ask: {all[^1].Text}".Split(' ');
        foreach (string word in words)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            yield return new ChatResponseUpdate(ChatRole.Assistant, word == words[^1] ? word : word + " ") { ModelId = options?.ModelId };
        }

        var usage = new UsageDetails
        {
            InputTokenCount = 20 * all.Sum(static message => message.Text.Split(' ').Length),
            OutputTokenCount = 4 * words.Length,
            CachedInputTokenCount = all.Length > 1 ? 80 : 0,
        };
        yield return new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(usage)]) { ModelId = options?.ModelId, FinishReason = ChatFinishReason.Stop };
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("parrot") : null;

    public void Dispose()
    {
    }
}
