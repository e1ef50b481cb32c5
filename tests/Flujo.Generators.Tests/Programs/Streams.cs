// Streams: a span from the first move to the disposal, and the caller's own place in between.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Flujo;

internal static class Program
{
    private static readonly AsyncLocal<string?> Local = new();

    [FlujoStep]
    private static int Item(int x) => x;

    [FlujoStep]
    private static void Consume(int x) => Console.WriteLine("consumed " + x);

    [FlujoStep]
    private static async IAsyncEnumerable<int> NumbersAsync(int count)
    {
        try
        {
            for (int i = 0; i < count; i++)
            {
                Local.Value = "producer";
                yield return Item(i);
                await Task.Yield();
                Console.WriteLine("after the yield " + (Local.Value ?? "nothing"));
                Item(-i);
            }
        }
        finally
        {
            Console.WriteLine("closing");
            Item(100);
        }
    }

    public static async Task Run()
    {
        Local.Value = "consumer";
        await foreach (int x in NumbersAsync(2))
        {
            using FlujoSpan block = FlujoTrace.StartStep("between");
            Consume(x);
            Console.WriteLine(Local.Value);
        }

        Consume(10);
        await foreach (int x in NumbersAsync(5).ConfigureAwait(false))
        {
            if (x == 1)
                break;
        }

        IAsyncEnumerable<int> twice = NumbersAsync(1);
        Console.WriteLine(await SumAsync(twice) + await SumAsync(twice));
        _ = NumbersAsync(9);
        await NumbersAsync(9).GetAsyncEnumerator().DisposeAsync();
        Consume(11);
    }

    private static async Task<int> SumAsync(IAsyncEnumerable<int> numbers)
    {
        int sum = 0;
        await foreach (int x in numbers)
            sum += x;
        return sum;
    }
}

/* tree
numbers (completed) items=2
  item (completed)
  item (completed)
  item (completed)
  item (completed)
  item (completed)
between (completed)
  consume (completed)
between (completed)
  consume (completed)
consume (completed)
numbers (completed) items=2 stopped_early=True
  item (completed)
  item (completed)
  item (completed)
  item (completed)
numbers (completed) items=1
  item (completed)
  item (completed)
  item (completed)
numbers (completed) items=1
  item (completed)
  item (completed)
  item (completed)
consume (completed)
*/
