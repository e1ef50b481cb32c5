using System.Runtime.CompilerServices;

namespace Flujo.Benchmarks.Overhead;

/// <summary>The traced methods, as trivial as the plain ones, so that what is measured is the tracing.</summary>
internal static class Steps
{
    [FlujoStep("leaf_step", Leaf = true)]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Leaf(int value) => value + 1;

    [FlujoStep("sync_step")]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Ordinary(int value) => value + 1;

    [FlujoStep("completing_step")]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static async Task CompletingAsync() => await Task.CompletedTask;

    [FlujoStep("suspending_step")]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static async Task SuspendingAsync() => await Task.Yield();
}
