using System.Diagnostics;
using Flujo.Diagnostics;
using Flujo.Engines;
using Flujo.Privacy;
using Flujo.Recording;
using Flujo.Vocabulary;

namespace Flujo.Pipelines;

/// <summary>
/// A span of a pipeline in flight. Where nothing is recorded it is a place in the flow all the same, which knows attempts and usage, so that results do not depend on
/// tracing.
/// </summary>
internal sealed class NodeSpan
{
    private readonly PipelineRun _run;
    private readonly NodeSpan? _parent;
    private readonly string _name;
    private readonly long _startTicks = Stopwatch.GetTimestamp();

    private NodeSpan(PipelineRun run, NodeSpan? parent, string name, SpanScope scope)
    {
        _run = run;
        _parent = parent;
        _name = name;
        Scope = scope;
    }

    public SpanScope Scope { get; }

    /// <summary>Which of the pipeline's own delegates runs now, for the reason of a failure; null while a step does.</summary>
    public string? Place { get; set; }

    /// <summary>The recorded output, if there is one.</summary>
    public string? Output { get; set; }

    private bool IsRecording => Scope.Run.IsRecording;

    /// <summary>Whether step or run may not make another attempt, which is counted here.</summary>
    public bool HasNoBudgetForAnother() => IsRecording && Recorder.HasNoBudgetForAnother(Scope);

    public static NodeSpan Root(PipelineRun run, SpanScope scope) => new(run, null, "", scope);

    /// <summary>Begins a span beneath this one; it is not yet current.</summary>
    public NodeSpan Begin(string name, SpanKind kind)
    {
        SpanScope? scope = IsRecording ? Recorder.Begin(Scope, name, kind) : new SpanScope(Scope.Run, Scope, 0, kind);
        return new NodeSpan(_run, this, name, scope ?? new RunState(Scope) { KeepsLedgers = true }.Root); // null: the journal had no room
    }

    public void MakeCurrent() => Ambient.Enter(Scope);

    public void SetAttribute(string key, string? value)
    {
        if (IsRecording)
        {
            Set(key, AttributeValue.Of(SafeText.Attribute(key, value)));
        }
    }

    public void SetAttribute(string key, long value)
    {
        if (IsRecording)
        {
            Set(key, AttributeValue.Of(value));
        }
    }

    /// <summary>Limits what the span and all beneath it may use.</summary>
    public void Limit(FlujoBudget? budget)
    {
        if (budget is not null && IsRecording)
        {
            Scope.Run.Budgets.Limit(Scope, budget);
        }
    }

    public void AddRetry(Exception error, TimeSpan delay)
    {
        if (IsRecording)
        {
            RetryEvent.Record(Scope.Run, Scope.SpanNo, Scope.Attempts, PrivacySettings.Current.Sanitizer.Feedback(error), delay);
        }
    }

    public void AddFallback(Exception error, string? to)
    {
        if (IsRecording)
        {
            Recorder.Event(
                Scope.Run,
                Scope.SpanNo,
                "fallback",
                new("reason", AttributeValue.Of(FailureReason.Of(error, place: null))),
                new("to", AttributeValue.Of(to)));
        }
    }

    public void AddPause(string? message)
    {
        if (IsRecording)
        {
            Recorder.PauseEvent(Scope.Run, message);
        }
    }

    /// <summary>Records the value that a step got or gave.</summary>
    public void AddPayload(PayloadKind kind, object? value)
    {
        string text = PrivacySettings.Current.Values.Write(value, PrivacySettings.MaxPayloadBytes);
        Output = kind == PayloadKind.Output ? text : Output;
        if (IsRecording)
        {
            Recorder.Payload(Scope, kind, text);
        }
    }

    /// <summary>Takes the usage that a result carries. It counts unless the span, or one beneath it, has usage: then this one has only bubbled up.</summary>
    public void AddUsageOf(object? result)
    {
        if (result is not IFlujoUsage usage || Scope.HasUsage)
        {
            return;
        }

        try
        {
            var amount = UsageAmount.Of(
                usage.InputTokens, usage.OutputTokens, usage.CostUsd, usage.Model, usage.CachedInputTokens, usage.ReasoningTokens);
            if (IsRecording)
            {
                SpanUsage.Add(Scope, amount);
            }
            else
            {
                SpanLedger.Add(Scope, amount);
            }
        }
        catch (Exception error)
        {
            Notes.Write("usage_unreadable", $"the usage of a result of type {result.GetType()} could not be read: {error.GetType().Name}");
        }
    }

    /// <summary>The work came to its end. What an attempt says of itself, it says for its step.</summary>
    public void Complete()
    {
        if (Scope is { Kind: SpanKind.Attempt, MarkedFailed: true })
        {
            Scope.Parent!.MarkedFailed = true;
        }

        if (IsRecording)
        {
            Recorder.End(Scope);
        }

        AddToHistory(!Scope.MarkedFailed, Scope.MarkedFailed ? SpanLedger.Find(Scope)?.Feedback : null);
    }

    /// <summary>The work threw.</summary>
    public void Fail(Exception error, CancellationToken own)
    {
        string reason = FailureReason.Of(error, Place);
        if (IsRecording)
        {
            Recorder.EndSpecial(Scope, Cancellation.IsOwn(error, own) ? FlujoStatus.Cancelled : FlujoStatus.Failed, error, reason);
        }

        AddToHistory(success: false, reason);
    }

    private void Set(string key, in AttributeValue value) => Recorder.Attribute(Scope, key, value);

    private void AddToHistory(bool success, string? feedback)
    {
        if (!ReferenceEquals(_parent, _run.Root))
        {
            return;
        }

        UsageAmount usage = SpanLedger.Find(Scope)?.Usage ?? default;
        _run.Add(new StepResult
        {
            Name = _name,
            Success = success,
            Attempts = Scope.Attempts,
            Latency = Stopwatch.GetElapsedTime(_startTicks),
            CostUsd = usage.CostUsd,
            TokenCounts = usage.InputTokens + usage.OutputTokens,
            Feedback = feedback,
            Output = Output,
        });
    }
}
