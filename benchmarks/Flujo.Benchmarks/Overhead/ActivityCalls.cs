using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Flujo.Benchmarks.Overhead;

/// <summary>The same methods traced with <see cref="Activity"/> and three tags, the way its users write it.</summary>
internal static class ActivityCalls
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Ordinary(ActivitySource source, int value)
    {
        using Activity? activity = Start(source, "sync_step");
        return value + 1;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static async Task CompletingAsync(ActivitySource source)
    {
        using Activity? activity = Start(source, "completing_step");
        await Task.CompletedTask;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static async Task SuspendingAsync(ActivitySource source)
    {
        using Activity? activity = Start(source, "suspending_step");
        await Task.Yield();
    }

    private static Activity? Start(ActivitySource source, string name)
    {
        Activity? activity = source.StartActivity(name);
        activity?.SetTag("kind", "step");
        activity?.SetTag("call_site", "Steps.cs:12");
        activity?.SetTag("status", "completed");
        return activity;
    }
}
