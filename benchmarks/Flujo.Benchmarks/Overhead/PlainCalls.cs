using System.Runtime.CompilerServices;

namespace Flujo.Benchmarks.Overhead;

/// <summary>The untraced methods that all others are compared with.</summary>
internal static class PlainCalls
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Ordinary(int value) => value + 1;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static async Task CompletingAsync() => await Task.CompletedTask;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static async Task SuspendingAsync() => await Task.Yield();
}
