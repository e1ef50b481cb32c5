using System.Diagnostics;
using System.Runtime.CompilerServices;
using Flujo.Vocabulary;

namespace Flujo.Recording;

/// <summary>
/// What this process itself remembers of a span's usage and attempts, besides what it has recorded: for the results of pipelines, and for attempts that another library
/// makes. Apart from the span, because few need it. Thread-safe.
/// </summary>
internal sealed class SpanLedger
{
    private static readonly ConditionalWeakTable<SpanScope, SpanLedger> Ledgers = new();

    // Any thread, under the gate.
    private readonly Lock _gate = new();
    private UsageAmount _usage;
    private UsageAmount _usageBefore;
    private long _attemptBegan;

    /// <summary>The sum of what was added.</summary>
    public UsageAmount Usage
    {
        get
        {
            lock (_gate)
            {
                return _usage;
            }
        }
    }

    /// <summary>What somebody said when it marked the span as failed. Of two threads that say something, the later one counts.</summary>
    public string? Feedback { get; set; }

    public static SpanLedger Of(SpanScope scope) => Ledgers.GetValue(scope, static each => new SpanLedger { _attemptBegan = each.StartTicks });

    public static SpanLedger? Find(SpanScope scope) => Ledgers.TryGetValue(scope, out SpanLedger? ledger) ? ledger : null;

    /// <summary>Adds usage to a span, and in a pipeline to the step directly beneath the root that it is part of.</summary>
    public static void Add(SpanScope scope, in UsageAmount amount)
    {
        Of(scope).Add(amount);
        if (scope.Run.KeepsLedgers && StepOf(scope) is var step && !ReferenceEquals(step, scope))
        {
            Of(step).Add(amount);
        }

        for (SpanScope? each = scope; !scope.Run.IsRecording && each is { HasUsage: false } && ReferenceEquals(each.Run, scope.Run); each = each.Parent)
        {
            each.HasUsage = true; // what is recorded is marked where it is recorded
        }
    }

    /// <summary>Closes an attempt that failed, and opens the next.</summary>
    /// <param name="delay">The wait before the next attempt.</param>
    /// <param name="usage">What was added during the attempt.</param>
    /// <returns>How long the attempt took.</returns>
    public TimeSpan NextAttempt(TimeSpan delay, out UsageAmount usage)
    {
        lock (_gate)
        {
            long now = Stopwatch.GetTimestamp();
            TimeSpan took = TimeSpan.FromTicks(Math.Max(0, Stopwatch.GetElapsedTime(_attemptBegan, now).Ticks));
            usage = new UsageAmount(
                _usage.InputTokens - _usageBefore.InputTokens,
                _usage.OutputTokens - _usageBefore.OutputTokens,
                _usage.Cost is { } cost && cost - (_usageBefore.Cost ?? 0) is var difference && (difference != 0 || _usageBefore.Cost is null) ? difference : null);
            _usageBefore = _usage;
            _attemptBegan = now + (long)(delay.TotalSeconds * Stopwatch.Frequency);
            return took;
        }
    }

    private static SpanScope StepOf(SpanScope scope)
    {
        while (scope.Parent is { Kind: not SpanKind.Run } parent && ReferenceEquals(parent.Run, scope.Run))
        {
            scope = parent;
        }

        return scope;
    }

    private void Add(in UsageAmount amount)
    {
        lock (_gate)
        {
            _usage = new UsageAmount(
                UsageAmount.Sum(_usage.InputTokens, amount.InputTokens),
                UsageAmount.Sum(_usage.OutputTokens, amount.OutputTokens),
                amount.Cost is { } cost ? UsageAmount.Sum(_usage.Cost ?? 0, cost) : _usage.Cost);
        }
    }
}
