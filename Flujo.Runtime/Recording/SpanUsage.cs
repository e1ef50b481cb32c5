using System.Diagnostics;
using Flujo.Engines;
using Flujo.Journal;
using Flujo.Privacy;
using Flujo.Vocabulary;

namespace Flujo.Recording;

/// <summary>Adds usage to spans: records it, counts it against budgets, and remembers which spans have some beneath them. Any thread; never throws.</summary>
internal static class SpanUsage
{
    /// <summary>Adds usage to a span. An attempt's is its step's as well, and counts for the run once.</summary>
    public static void Add(SpanScope scope, in UsageAmount usage)
    {
        RunState run = scope.Run;
        UsageAmount amount = Recorded(run, usage);
        ThreadWriter pen = ThreadRecorder.Current.PenFor(run.Engine!);
        long ticks = Stopwatch.GetTimestamp();
        bool isAttempt = scope.Kind == SpanKind.Attempt;
        Write(pen, run, scope.SpanNo, ticks, amount, countsForRun: !isAttempt);
        if (isAttempt)
        {
            SpanRecords.Usage(pen, run, scope.Parent!.SpanNo, ticks, amount, countsForRun: true);
        }

        if (scope.HasActivity)
        {
            LiveActivities.Usage(scope, amount);
        }

        Count(scope, amount);
    }

    /// <summary>Adds usage to the leaf that runs on a thread.</summary>
    public static void AddToLeaf(ThreadRecorder thread, in UsageAmount usage)
    {
        SpanScope parent = thread.Leaf.Parent!;
        UsageAmount amount = Recorded(parent.Run, usage);
        thread.Leaf.HasUsage = true;
        Write(thread.PenFor(parent.Run.Engine!), parent.Run, thread.Leaf.SpanNo, Stopwatch.GetTimestamp(), amount, countsForRun: true);
        Count(parent, amount);
    }

    /// <summary>Beyond the engine's ceiling a cost is recorded as unknown.</summary>
    private static UsageAmount Recorded(RunState run, in UsageAmount usage) =>
        usage.Cost is not { } cost || run.Engine!.Ceiling.TryTake(cost) ? usage : usage with { Cost = null, CostSource = null };

    private static void Write(ThreadWriter pen, RunState run, uint spanNo, long ticks, in UsageAmount amount, bool countsForRun)
    {
        SpanRecords.Usage(pen, run, spanNo, ticks, amount, countsForRun);
        if (amount.Model is { } model)
        {
            SpanRecords.Attribute(pen, run, spanNo, ticks, "model", AttributeValue.Of(model));
        }
    }

    /// <summary>Tells the span and those above it. One that has usage has told those above it already; budgets must hear of each.</summary>
    private static void Count(SpanScope scope, in UsageAmount amount)
    {
        SpanLedger.Add(scope, amount);
        RunState run = scope.Run;
        Budgets budgets = run.Budgets;
        budgets.Use(amount);
        for (SpanScope? each = scope; each is not null && ReferenceEquals(each.Run, run); each = each.Parent)
        {
            if (each.HasUsage && !budgets.HasSpans)
            {
                break;
            }

            each.HasUsage = true;
            if (each.HasBudget)
            {
                budgets.Use(each, amount);
            }
        }
    }
}
