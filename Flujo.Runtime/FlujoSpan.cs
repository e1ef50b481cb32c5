using System.Diagnostics;
using Flujo.Engines;
using Flujo.Journal;
using Flujo.Privacy;
using Flujo.Recording;
using Flujo.Vocabulary;

namespace Flujo;

/// <summary>
/// A handle on a span. Every member does nothing when nothing is recorded, and never throws. The handle that <c>StartStep</c>, <c>StartLoop</c>,
/// <c>StartIteration</c> and <c>StartBranch</c> give ends the span when it is disposed; the handle that <see cref="FlujoTrace.Current"/> gives does not. Members may
/// be called on any thread while the span is open.
/// </summary>
public readonly struct FlujoSpan : IDisposable
{
    private readonly SpanScope? _scope;
    private readonly ThreadRecorder? _leafThread;
    private readonly uint _leafNo;
    private readonly bool _owns;
    private readonly long _mark;

    /// <summary>A handle that does not end the span.</summary>
    internal FlujoSpan(SpanScope scope) => _scope = scope;

    /// <summary>A handle that ends the span.</summary>
    internal FlujoSpan(SpanScope scope, long mark)
    {
        _scope = scope;
        _owns = true;
        _mark = mark;
    }

    /// <summary>A handle on the leaf that runs on a thread. It is good as long as the leaf runs.</summary>
    internal FlujoSpan(SpanScope parent, ThreadRecorder leafThread)
    {
        _scope = parent;
        _leafThread = leafThread;
        _leafNo = leafThread.Leaf.SpanNo;
    }

    /// <summary>Whether what is said here is recorded.</summary>
    public bool IsRecording => _leafThread is null
        ? _scope is { Ended: false, Run: { IsRecording: true } run } && !(run.HasEnded && ReferenceEquals(_scope, run.Root))
        : ReferenceEquals(_leafThread.Leaf.Parent, _scope) && _leafThread.Leaf.SpanNo == _leafNo;

    /// <summary>Whether nothing is recorded, and what is said here counts for a pipeline's result all the same.</summary>
    private bool IsLedgerOnly => _leafThread is null && _scope is { Ended: false, Run: { IsRecording: false, KeepsLedgers: true } };

    /// <summary>The run's id, 32 lower-case hex digits; null when nothing is recorded.</summary>
    public string? RunId => IsRecording ? _scope!.Run.RunId.ToString("n") : null;

    /// <summary>The span's id as the store has it, 16 lower-case hex digits; null when nothing is recorded.</summary>
    public string? SpanId => !IsRecording ? null : SpanIds.Text(
        _leafThread is null && _scope is LiveScope live ? live.SpanId : SpanIds.IdOf(_scope!.Run.SpanBase, SpanNo));

    private uint SpanNo => _leafThread is null ? _scope!.SpanNo : _leafNo;

    private ThreadWriter Pen => ThreadRecorder.Current.PenFor(_scope!.Run.Engine!);

    /// <summary>Sets an attribute; the last value for a key stays. Secrets are masked, long texts cut.</summary>
    public void SetAttribute(string key, string? value)
    {
        if (IsRecording)
        {
            Set(key, AttributeValue.Of(SafeText.Attribute(key, value)));
        }
    }

    /// <summary>Sets an attribute.</summary>
    public void SetAttribute(string key, long value)
    {
        if (IsRecording)
        {
            Set(key, SafeText.Number(key, value));
        }
    }

    /// <summary>Sets an attribute.</summary>
    public void SetAttribute(string key, double value)
    {
        if (IsRecording)
        {
            Set(key, SafeText.Number(key, value));
        }
    }

    /// <summary>Sets an attribute.</summary>
    public void SetAttribute(string key, bool value) => Set(key, AttributeValue.Of(value));

    /// <summary>Records that something happened now.</summary>
    public void AddEvent(string name) => AddEvent(name, []);

    /// <summary>Records that something happened now, with attributes: strings, integers, doubles, booleans and nulls; other values as text.</summary>
    public void AddEvent(string name, params ReadOnlySpan<KeyValuePair<string, object?>> attributes)
    {
        if (IsRecording)
        {
            var values = new KeyValuePair<string, AttributeValue>[attributes.Length];
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = new(Names.Clean(attributes[i].Key), SafeText.Value(attributes[i].Key, attributes[i].Value));
            }

            SpanRecords.Event(Pen, _scope!.Run, SpanNo, Stopwatch.GetTimestamp(), Names.Clean(name), values);
            if (_leafThread is null && _scope.HasActivity)
            {
                LiveActivities.Event(_scope, Names.Clean(name), values);
            }
        }
    }

    /// <summary>Records a prompt that is sent to a model, as an event <c>prompt</c>.</summary>
    /// <param name="text">The prompt; secrets are masked, long texts cut.</param>
    /// <param name="role">Who speaks: user, system, assistant, tool.</param>
    public void AddPrompt(string text, string role = "user")
    {
        if (IsRecording)
        {
            SpanRecords.Event(Pen, _scope!.Run, SpanNo, Stopwatch.GetTimestamp(), "prompt",
            [
                new("role", AttributeValue.Of(SafeText.Attribute("role", role))),
                new("text", AttributeValue.Of(PrivacySettings.Current.Sanitizer.Sanitize(text ?? "", PrivacySettings.MaxPayloadBytes))),
            ]);
        }
    }

    /// <summary>Adds tokens and cost to the span; calls add up. Inside an attempt they count for the attempt and for its step.</summary>
    /// <param name="inputTokens">Tokens that went in, cached ones included; negative counts as 0, with a note.</param>
    /// <param name="outputTokens">Tokens that came out, reasoning included; negative counts as 0, with a note.</param>
    /// <param name="costUsd">The cost in US dollars as the provider says it; null to have it computed by <see cref="FlujoOptions.Prices"/>, where it stays unknown
    /// when they do not know the model.</param>
    /// <param name="model">The model; becomes the attribute <c>model</c>.</param>
    /// <param name="cachedInputTokens">The part of the input that came from a cache.</param>
    /// <param name="reasoningTokens">The part of the output that is reasoning.</param>
    public void AddUsage(
        long inputTokens = 0,
        long outputTokens = 0,
        decimal? costUsd = null,
        string? model = null,
        long cachedInputTokens = 0,
        long reasoningTokens = 0)
    {
        bool isRecording = IsRecording;
        if (!isRecording && !IsLedgerOnly)
        {
            return;
        }

        var amount = UsageAmount.Of(inputTokens, outputTokens, costUsd, model, cachedInputTokens, reasoningTokens);
        if (!isRecording)
        {
            SpanLedger.Add(_scope!, amount);
        }
        else if (_leafThread is null)
        {
            SpanUsage.Add(_scope!, amount);
        }
        else
        {
            SpanUsage.AddToLeaf(_leafThread, amount);
        }
    }

    /// <summary>Limits what the span and everything beneath it may use from here on; see <see cref="FlujoBudget"/>. A leaf has no budget.</summary>
    public void SetBudget(FlujoBudget budget)
    {
        if (IsRecording && _leafThread is null)
        {
            _scope!.Run.Budgets.Limit(_scope, budget);
        }
    }

    /// <summary>Is cancelled when the span's run, or a step of it, has used more than its budget allows. Never cancelled where nothing is recorded.</summary>
    public CancellationToken OverBudget => IsRecording ? _scope!.Run.Budgets.OverBudget : CancellationToken.None;

    /// <summary>Says that a try inside this span failed and another one follows: for retries that a library of the program's own makes.</summary>
    /// <param name="error">Why the try failed, or null when that is unknown.</param>
    /// <param name="delay">How long the wait before the next try is.</param>
    public void AddAttempt(Exception? error, TimeSpan delay)
    {
        if (IsLedgerOnly)
        {
            _scope!.Attempts++;
        }
        else if (IsRecording)
        {
            string? reason = error is null ? null : PrivacySettings.Current.Sanitizer.Feedback(error);
            delay = delay < TimeSpan.Zero ? TimeSpan.Zero : delay;
            Recorder.CountAttempt(_scope!, ofSpan: _leafThread is null);
            if (_leafThread is not null)
            {
                RetryEvent.Record(_scope!.Run, SpanNo, ++_leafThread.Leaf.Retries, reason, delay);
                return;
            }

            TimeSpan took = SpanLedger.Of(_scope!).NextAttempt(delay, out UsageAmount usage);
            RetryEvent.Record(_scope!, _scope!.Attempts++, reason, delay, took, usage);
        }
    }

    /// <summary>Says that the span failed, and why, where no exception does. The last attempt of a step speaks for the step.</summary>
    public void Fail(string feedback)
    {
        bool isRecording = IsRecording;
        if (!isRecording && !IsLedgerOnly)
        {
            return;
        }

        string reason = string.IsNullOrWhiteSpace(feedback) ? "(no reason given)"
            : PrivacySettings.Current.Sanitizer.Sanitize(feedback, PrivacySettings.MaxTextBytes);
        if (_scope!.Run.KeepsLedgers && _leafThread is null)
        {
            SpanLedger.Of(_scope.Kind == SpanKind.Attempt ? _scope.Parent! : _scope).Feedback = reason;
        }

        if (!isRecording)
        {
            _scope.MarkedFailed = true;
            return;
        }

        SpanRecords.Payload(Pen, _scope!.Run, SpanNo, Stopwatch.GetTimestamp(), PayloadKind.Feedback, reason);
        if (_leafThread is not null)
        {
            _leafThread.Leaf.MarkedFailed = true;
            return;
        }

        _scope.MarkedFailed = true;
        LiveActivities.Explain(_scope, reason);
        if (_scope.Kind == SpanKind.Attempt)
        {
            LiveActivities.Explain(_scope.Parent!, reason);
            SpanRecords.Payload(Pen, _scope.Run, _scope.Parent!.SpanNo, Stopwatch.GetTimestamp(), PayloadKind.Feedback, reason);
        }
    }

    /// <summary>Ends the span, failed when an exception passes through, and gives its place back. Does no I/O.</summary>
    public void Dispose()
    {
        if (!_owns || _scope is not { } scope)
        {
            return;
        }

        if (scope.Run.IsRecording && !scope.Ended)
        {
            if (ExceptionWatch.IsPassing(_mark, out Exception? error))
            {
                FlujoStatus status = Cancellation.IsOwn(error, CancellationToken.None) ? FlujoStatus.Cancelled : FlujoStatus.Failed;
                Recorder.EndSpecial(scope, status, error, error is null ? "an exception passed through" : null);
            }
            else
            {
                Recorder.End(scope);
            }
        }

        Ambient.Leave(scope);
    }

    private void Set(string key, in AttributeValue value)
    {
        if (IsRecording)
        {
            SpanRecords.Attribute(Pen, _scope!.Run, SpanNo, Stopwatch.GetTimestamp(), Names.Clean(key), value);
            if (_leafThread is null && _scope.HasActivity)
            {
                LiveActivities.Tag(_scope, Names.Clean(key), value);
            }
        }
    }
}
