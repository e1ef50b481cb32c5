using System.Diagnostics;
using System.Runtime.CompilerServices;
using Flujo.Benchmarks.Measuring;

namespace Flujo.Benchmarks.Overhead;

/// <summary>What takes part. Every loop stands for itself, so that the compiler sees a direct call in each.</summary>
internal static class Contenders
{
    public const string Plain = "plain call";
    public const string Clock = "two clock reads";
    public const string Leaf = "Flujo, Leaf";
    public const string Flujo = "Flujo";

    private static long _sink;

    /// <summary>Plain calls, clock reads and Flujo's steps.</summary>
    public static IEnumerable<Contender> OfFlujo() =>
    [
        Contender.Sync(Plain, PlainLoop),
        Contender.Sync(Clock, ClockLoop),
        Contender.Sync(Leaf, LeafLoop),
        Contender.Sync(Flujo, FlujoLoop),
        new(Plain, Shape.Completing, async calls =>
        {
            for (int i = 0; i < calls; i++)
                await PlainCalls.CompletingAsync();
        }),
        new(Flujo, Shape.Completing, async calls =>
        {
            for (int i = 0; i < calls; i++)
                await Steps.CompletingAsync();
        }),
        new(Plain, Shape.Suspending, async calls =>
        {
            for (int i = 0; i < calls; i++)
                await PlainCalls.SuspendingAsync();
        }),
        new(Flujo, Shape.Suspending, async calls =>
        {
            for (int i = 0; i < calls; i++)
                await Steps.SuspendingAsync();
        }),
    ];

    /// <summary>Activities of one source, whoever listens to it.</summary>
    public static IEnumerable<Contender> OfActivities(string name, ActivitySource source) =>
    [
        Contender.Sync(name, calls => ActivityLoop(source, calls)),
        new(name, Shape.Completing, async calls =>
        {
            using Activity? parent = source.StartActivity("run");
            for (int i = 0; i < calls; i++)
                await ActivityCalls.CompletingAsync(source);
        }),
        new(name, Shape.Suspending, async calls =>
        {
            using Activity? parent = source.StartActivity("run");
            for (int i = 0; i < calls; i++)
                await ActivityCalls.SuspendingAsync(source);
        }),
    ];

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void PlainLoop(int calls)
    {
        int value = 0;
        for (int i = 0; i < calls; i++)
            value = PlainCalls.Ordinary(value);
        _sink = value;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ClockLoop(int calls)
    {
        int value = 0;
        long time = 0;
        for (int i = 0; i < calls; i++)
        {
            time -= Stopwatch.GetTimestamp();
            value = PlainCalls.Ordinary(value);
            time += Stopwatch.GetTimestamp();
        }

        _sink = value + time;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void LeafLoop(int calls)
    {
        int value = 0;
        for (int i = 0; i < calls; i++)
            value = Steps.Leaf(value);
        _sink = value;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void FlujoLoop(int calls)
    {
        int value = 0;
        for (int i = 0; i < calls; i++)
            value = Steps.Ordinary(value);
        _sink = value;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ActivityLoop(ActivitySource source, int calls)
    {
        using Activity? parent = source.StartActivity("run");
        int value = 0;
        for (int i = 0; i < calls; i++)
            value = ActivityCalls.Ordinary(source, value);
        _sink = value;
    }
}
