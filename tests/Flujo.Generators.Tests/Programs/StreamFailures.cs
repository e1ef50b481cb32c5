// Streams that throw: at the call, at a move, at the disposal, and because they are cancelled.
using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Flujo;

internal static class Program
{
    [FlujoStep]
    private static IAsyncEnumerable<int> AtTheCall(int x)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(x);
        return AtAMoveAsync(x);
    }

    [FlujoStep]
    private static async IAsyncEnumerable<int> AtAMoveAsync(int x, bool suspends = true)
    {
        yield return x;
        if (suspends)
            await Task.Yield();
        throw new InvalidOperationException("at a move");
    }

    [FlujoStep]
    private static async IAsyncEnumerable<int> AtTheEndAsync(bool suspends)
    {
        try
        {
            yield return 1;
        }
        finally
        {
            if (suspends)
                await Task.Yield();
            Throw("at the end");
        }
    }

    [FlujoStep]
    private static async IAsyncEnumerable<int> CancelledAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        for (int i = 0; ; i++)
        {
            yield return i;
            await Task.Yield();
            cancellation.ThrowIfCancellationRequested();
        }
    }

    public static async Task Run()
    {
        await TryAsync(() => AtTheCall(-1));
        await TryAsync(() => AtTheCall(1));
        await TryAsync(() => AtAMoveAsync(1, suspends: false));
        await TryAsync(() => AtTheEndAsync(true), most: 1);
        await TryAsync(() => AtTheEndAsync(false), most: 1);
        using (var source = new CancellationTokenSource())
            await TryAsync(() => CancelledAsync(source.Token), source);
        using (var source = new CancellationTokenSource())
            await TryAsync(() => CancelledAsync().WithToken(source.Token), source);
        using (var source = new CancellationTokenSource())
            await TryAsync(() => CancelledAsync(new CancellationToken(false)).WithToken(source.Token), source);
    }

    private static async Task TryAsync(Func<IAsyncEnumerable<int>> make, CancellationTokenSource? source = null, int most = 3)
    {
        try
        {
            int count = 0;
            await foreach (int x in make())
            {
                Console.WriteLine("item " + x);
                source?.Cancel();
                if (++count == most)
                    break;
            }
        }
        catch (Exception error)
        {
            string frame = error.StackTrace!.Split('\n')[0].Trim();
            Console.WriteLine(error.GetType().Name + ": " + error.Message + " " + frame);
        }
    }

    private static async IAsyncEnumerable<int> WithToken(this IAsyncEnumerable<int> numbers, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (int x in numbers.WithCancellation(cancellation))
            yield return x;
    }

    private static void Throw(string message) => throw new InvalidOperationException(message);
}

/* tree
at_the_call (failed)
at_the_call (failed) items=1
  at_a_move (failed) items=1
at_a_move (failed) items=1
at_the_end (failed) items=1
at_the_end (failed) items=1
cancelled (cancelled) items=1
cancelled (cancelled) items=1
cancelled (cancelled) items=1
*/
