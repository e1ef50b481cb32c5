using System.ComponentModel;
using System.Diagnostics;
using Flujo.Diagnostics;
using Flujo.Engines;
using Flujo.Privacy;
using Flujo.Recording;
using Flujo.Vocabulary;

namespace Flujo.CompilerServices;

/// <summary>Generated code that reads a step's result: hands on what is to be recorded of it.</summary>
/// <param name="sink">Where it goes.</param>
/// <param name="result">The result.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate void StepResultReader<in T>(StepResultSink sink, T result);

/// <summary>Takes what is to be recorded of a step's result. Good during the call of a <see cref="StepResultReader{T}"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct StepResultSink
{
    private readonly SpanScope? _scope;
    private readonly SpanScope? _owner;
    private readonly ThreadRecorder? _leafThread;

    /// <param name="scope">The span that made the result: a step, or its attempt.</param>
    /// <param name="owner">The span whose output it is.</param>
    internal StepResultSink(SpanScope scope, SpanScope owner)
    {
        _scope = scope;
        _owner = owner;
    }

    /// <summary>The leaf that runs on this thread.</summary>
    internal StepResultSink(ThreadRecorder leafThread) => _leafThread = leafThread;

    /// <summary>The result is recorded as the step's output.</summary>
    public void Output<T>(T value)
    {
        string text = PrivacySettings.Current.Values.Write(value, PrivacySettings.MaxPayloadBytes, declared: typeof(T));
        RunState? run = _owner?.Run ?? _leafThread?.Leaf.Parent?.Run;
        if (run is { IsRecording: true })
        {
            uint spanNo = _owner?.SpanNo ?? _leafThread!.Leaf.SpanNo;
            SpanRecords.Payload(ThreadRecorder.Current.PenFor(run.Engine!), run, spanNo, Stopwatch.GetTimestamp(), PayloadKind.Output, text);
        }
    }

    /// <summary>Usage that the result carries. It counts unless the span, or one beneath it, has usage: then this one has only bubbled up.</summary>
    public void Usage(long? inputTokens, long? outputTokens, long? cachedInputTokens, long? reasoningTokens, string? model) =>
        Usage(inputTokens, outputTokens, cachedInputTokens, reasoningTokens, model, costUsd: null);

    /// <summary>As above; null has no usage.</summary>
    public void Usage(IFlujoUsage? usage)
    {
        if (usage is not null)
        {
            Usage(usage.InputTokens, usage.OutputTokens, usage.CachedInputTokens, usage.ReasoningTokens, usage.Model, usage.CostUsd);
        }
    }

    /// <summary>Runs a reader; whatever it throws is a note.</summary>
    internal void Read<T>(StepResultReader<T>? reader, T result)
    {
        try
        {
            reader?.Invoke(this, result);
        }
        catch (Exception error)
        {
            Notes.Write("result_not_read", $"the result of a step was not recorded: {error.GetType().Name}: {error.Message}");
        }
    }

    private void Usage(long? input, long? output, long? cachedInput, long? reasoning, string? model, decimal? costUsd)
    {
        bool hasUsage = _scope?.HasUsage ?? _leafThread is not { Leaf: { Parent: not null, HasUsage: false } };
        if (hasUsage || (input is null && output is null && costUsd is null))
        {
            return;
        }

        var amount = UsageAmount.Of(input ?? 0, output ?? 0, costUsd, model, cachedInput ?? 0, reasoning ?? 0);
        if (_scope is { Run.IsRecording: true } scope)
        {
            SpanUsage.Add(scope, amount);
        }
        else if (_leafThread is not null)
        {
            SpanUsage.AddToLeaf(_leafThread, amount);
        }
    }
}
