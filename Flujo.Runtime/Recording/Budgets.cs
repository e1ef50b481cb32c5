using System.Collections.Concurrent;
using Flujo.Vocabulary;

namespace Flujo.Recording;

/// <summary>
/// The budgets of one run: its own, and those of its steps. A breach is an event on the span whose budget it was, fails that span and the run, and cancels
/// <see cref="OverBudget"/>. Thread-safe; never throws, and never runs the program's code on the caller's thread.
/// </summary>
internal sealed class Budgets(RunState run)
{
    private readonly SpentBudget _own = new(ofRun: true, attempts: 0);

    // Any thread of the run. Race: two threads that need the dictionary, or the source, first; both exchange it, and the second one finds the first one's.
    private ConcurrentDictionary<uint, SpentBudget>? _spans;
    private CancellationTokenSource? _over;

    // Any thread of the run. Race: a breach against somebody who asks for the token for the first time. The breach is noted before the source is looked for, and the source is made before the
    // breach is looked for, each with a full fence between, so one of the two sees the other. Of two breaches at once one is the first.
    private volatile FlujoBudgetBreach? _breach;

    /// <summary>The first limit that was broken, or null.</summary>
    public FlujoBudgetBreach? Breach => _breach;

    /// <summary>Whether any step has a budget of its own.</summary>
    public bool HasSpans => Volatile.Read(ref _spans) is not null;

    /// <summary>Is cancelled when a limit is broken.</summary>
    public CancellationToken OverBudget
    {
        get
        {
            if (Volatile.Read(ref _over) is null)
            {
                Interlocked.CompareExchange(ref _over, new CancellationTokenSource(), null);
                if (_breach is not null)
                {
                    _ = _over.CancelAsync(); // broken between the look and the making
                }
            }

            return _over!.Token;
        }
    }

    /// <summary>Limits the run. What it has used counts; attempts count from here on.</summary>
    public void Limit(FlujoBudget? limits)
    {
        _own.Limits = limits;
        run.CountsAttempts = limits?.MaxAttempts is > 0;
        Tell(_own, run.Root);
    }

    /// <summary>Limits a span and what is beneath it, from here on.</summary>
    public void Limit(SpanScope scope, FlujoBudget? limits)
    {
        if (scope.Kind == SpanKind.Run)
        {
            Limit(limits);
            return;
        }

        ConcurrentDictionary<uint, SpentBudget> spans = Volatile.Read(ref _spans) ?? Interlocked.CompareExchange(ref _spans, new(), null) ?? _spans!;
        spans.GetOrAdd(scope.SpanNo, static (_, made) => new SpentBudget(ofRun: false, made), scope.Attempts).Limits = limits;
        scope.HasBudget = true;
    }

    /// <summary>Usage anywhere in the run.</summary>
    public void Use(in UsageAmount amount)
    {
        _own.Add(amount);
        Tell(_own, run.Root);
    }

    /// <summary>Usage in or beneath a span that has a budget.</summary>
    public void Use(SpanScope scope, in UsageAmount amount)
    {
        if (Of(scope) is { } spent)
        {
            spent.Add(amount);
            Tell(spent, scope);
        }
    }

    /// <summary>An attempt of a step: its first one, or a further one.</summary>
    public void CountAttempt()
    {
        _own.AddAttempt();
        Tell(_own, run.Root);
    }

    /// <summary>A span with a budget makes another attempt.</summary>
    public void CountAttempt(SpanScope scope)
    {
        if (Of(scope) is { } spent)
        {
            spent.AddAttempt();
            Tell(spent, scope);
        }
    }

    /// <summary>A span with a budget has ended.</summary>
    public void Forget(SpanScope scope) => Volatile.Read(ref _spans)?.TryRemove(scope.SpanNo, out _);

    private SpentBudget? Of(SpanScope scope) =>
        Volatile.Read(ref _spans) is { } spans && spans.TryGetValue(scope.SpanNo, out SpentBudget? spent) ? spent : null;

    private void Tell(SpentBudget spent, SpanScope scope)
    {
        if (spent.Limits is null)
        {
            return;
        }

        while (spent.NextBreach() is { } breach)
        {
            Recorder.Event(
                run,
                scope.SpanNo,
                "budget_exceeded",
                new("limit", AttributeValue.Of(breach.Limit)),
                new("allowed", NumberOf(breach, breach.Allowed)),
                new("actual", NumberOf(breach, breach.Actual)),
                new("of", AttributeValue.Of(breach.OfRun ? "run" : "step")));
            scope.MarkedFailed = true;
            if (!breach.OfRun)
            {
                Recorder.Payload(scope, PayloadKind.Feedback, breach.Message);
            }

            if (Interlocked.CompareExchange(ref _breach, breach, null) is null)
            {
                _ = Volatile.Read(ref _over)?.CancelAsync();
            }
        }
    }

    private static AttributeValue NumberOf(FlujoBudgetBreach breach, decimal value) =>
        breach.Limit == "max_cost_usd" ? AttributeValue.Of((double)value) : AttributeValue.Of((long)value);
}
