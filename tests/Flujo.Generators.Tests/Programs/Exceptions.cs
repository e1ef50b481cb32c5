// The same exception object, thrown at the same moment, with the same first frames.
using System;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Flujo;

public sealed class Thrower
{
    private static readonly Exception Fixed = new InvalidOperationException("fixed");

    // The JIT may move a small method into the wrapper, as it may into any caller, and its frame is gone; that is not what is shown here.
    [FlujoStep, MethodImpl(MethodImplOptions.NoInlining)]
    public int Sync(int x) => x > 0 ? throw new ArgumentException("sync") : x;

    [FlujoStep]
    public void Same() => throw Fixed;

    [FlujoStep]
    public Task<int> EarlyAsync(string? text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return LateAsync(text.Length);
    }

    [FlujoStep]
    public async Task<int> LateAsync(int x)
    {
        await Task.Yield();
        throw new ArgumentException("late " + x);
    }

    [FlujoStep]
    public async ValueTask<int> ValueAsync(CancellationToken ct)
    {
        await Task.Delay(1, ct);
        return 1;
    }

    [FlujoStep]
    public Task NoneAsync() => null!;

    [FlujoStep]
    public void Cancel(CancellationToken first, CancellationToken ct) => ct.ThrowIfCancellationRequested();

    public static bool IsFixed(Exception error) => ReferenceEquals(error, Fixed);
}

internal static class Program
{
    public static async Task Run()
    {
        var thrower = new Thrower();
        await Try(() => { thrower.Sync(1); return Task.CompletedTask; });
        await Try(() => { thrower.Same(); return Task.CompletedTask; });
        Task<int>? started = null;
        try
        {
            started = thrower.EarlyAsync(null);
        }
        catch (ArgumentNullException)
        {
            Console.WriteLine("early " + (started is null));
        }

        await Try(() => thrower.EarlyAsync("four"));
        await Try(() => thrower.LateAsync(3));
        Console.WriteLine(thrower.NoneAsync() is null);
        using var source = new CancellationTokenSource();
        source.Cancel();
        await Try(async () => await thrower.ValueAsync(source.Token));
        await Try(() => { thrower.Cancel(default, source.Token); return Task.CompletedTask; });
        await Try(() => { thrower.Cancel(source.Token, default); return Task.CompletedTask; });
        Console.WriteLine(await thrower.ValueAsync(default));
        thrower.Sync(2);
    }

    private static async Task Try(Func<Task> action)
    {
        try
        {
            await action();
            Console.WriteLine("fine");
        }
        catch (Exception error)
        {
            string? frame = new StackTrace(error).GetFrame(0)?.GetMethod()?.Name;
            Console.WriteLine($"{error.GetType().Name} {error.Message} {Thrower.IsFixed(error)} {frame}");
        }
    }
}

/* tree
sync (failed)
same (failed)
early (failed)
early (failed)
  late (failed)
late (failed)
none (completed)
value (cancelled)
cancel (cancelled)
cancel (completed)
value (completed)
sync (failed)
*/
