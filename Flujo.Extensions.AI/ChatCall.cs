using System.Diagnostics;
using System.Text;
using Flujo.CompilerServices;
using Microsoft.Extensions.AI;

namespace Flujo.Extensions.AI;

/// <summary>One chat call as its span shows it. Belongs to the call's flow.</summary>
internal sealed class ChatCall(FlujoSpan span, FlujoCapture capture)
{
    private readonly long _begin = Stopwatch.GetTimestamp();
    private readonly StringBuilder _answer = new();
    private UsageDetails? _usage;
    private string? _model;
    private ChatFinishReason? _finishReason;
    private long _updates;
    private bool _hasToken;

    /// <summary>Records what is known before the call.</summary>
    /// <returns>The messages, to be handed on in place of those that were given: a sequence may be good for one reading only.</returns>
    public IEnumerable<ChatMessage> Begin(IEnumerable<ChatMessage> messages, ChatOptions? options, ChatClientMetadata? metadata)
    {
        _model = options?.ModelId ?? metadata?.DefaultModelId;
        if (metadata?.ProviderName is { } provider)
        {
            span.SetAttribute("provider", provider);
        }

        if ((capture & FlujoCapture.Input) == 0)
        {
            return messages;
        }

        IReadOnlyCollection<ChatMessage> all = messages as IReadOnlyCollection<ChatMessage> ?? [.. messages];
        foreach (ChatMessage message in all)
        {
            span.AddPrompt(TextOf(message.Contents), message.Role.Value);
        }

        return all;
    }

    /// <summary>Records a whole response.</summary>
    public void End(StepResultSink sink, ChatResponse? response)
    {
        if (response is null)
        {
            return;
        }

        _model = response.ModelId ?? _model;
        _usage = response.Usage;
        _finishReason = response.FinishReason;
        if ((capture & FlujoCapture.Output) != 0)
        {
            Append(TextOf(response.Messages.SelectMany(static message => message.Contents)));
        }

        Read(sink);
    }

    /// <summary>Looks at an update on its way to the consumer.</summary>
    public void See(ChatResponseUpdate? update)
    {
        _updates++;
        if (update is null)
        {
            return;
        }

        _model = update.ModelId ?? _model;
        _finishReason = update.FinishReason ?? _finishReason;
        foreach (AIContent content in update.Contents)
        {
            if (content is UsageContent { Details: { } details })
            {
                (_usage ??= new UsageDetails()).Add(details);
            }
            else if (!_hasToken && content is not TextContent { Text: null or "" })
            {
                _hasToken = true;
                span.SetAttribute("time_to_first_token_ms", Stopwatch.GetElapsedTime(_begin).TotalMilliseconds);
            }
        }

        if ((capture & FlujoCapture.Output) != 0)
        {
            Append(TextOf(update.Contents));
        }
    }

    /// <summary>The stream is over, or was left.</summary>
    public void EndStream(bool isWhole)
    {
        span.SetAttribute("updates", _updates);
        if (!isWhole)
        {
            span.SetAttribute("stopped_early", true);
        }
    }

    /// <summary>The stream broke off: what it has used so far was used.</summary>
    public void BreakOff()
    {
        EndStream(isWhole: false);
        if (_usage is { } usage)
        {
            span.AddUsage(
                usage.InputTokenCount ?? 0, usage.OutputTokenCount ?? 0, null, _model, usage.CachedInputTokenCount ?? 0, usage.ReasoningTokenCount ?? 0);
        }
    }

    /// <summary>Records what the call came to.</summary>
    public void Read(StepResultSink sink)
    {
        if (_model is not null)
        {
            span.SetAttribute("model", _model);
        }

        if (_finishReason is { } reason)
        {
            span.SetAttribute("finish_reason", reason.Value);
        }

        if (_usage is { } usage)
        {
            sink.Usage(usage.InputTokenCount, usage.OutputTokenCount, usage.CachedInputTokenCount, usage.ReasoningTokenCount, _model);
        }

        if ((capture & FlujoCapture.Output) != 0)
        {
            sink.Output(_answer.ToString());
        }
    }

    /// <summary>Contents are objects of anybody's, and describing one must not fail the call.</summary>
    private static string TextOf(IEnumerable<AIContent> contents)
    {
        try
        {
            return ChatText.Of(contents);
        }
        catch (Exception error)
        {
            return $"(not recorded: {error.GetType().Name})";
        }
    }

    private void Append(string text) => _answer.Append(text, 0, Math.Min(text.Length, ChatText.Longest - _answer.Length));
}
