// What else is a stream: an enumerator, a null, a stream of somebody else's, a virtual one, an interface's, a pipeline.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using Flujo;

public interface IFeed<T>
{
    [FlujoStep]
    IAsyncEnumerable<T> ReadAsync(ref int calls, T last, CancellationToken cancellation = default);
}

public class Feed : IFeed<string>
{
    IAsyncEnumerable<string> IFeed<string>.ReadAsync(ref int calls, string last, CancellationToken cancellation)
    {
        calls++;
        return AllAsync(last);
    }

    [FlujoStep]
    protected virtual async IAsyncEnumerable<string> AllAsync(params string[] all)
    {
        foreach (string each in all)
        {
            await Task.Yield();
            yield return each;
        }
    }

    [FlujoStep]
    public async IAsyncEnumerator<int> GetAsyncEnumerator(CancellationToken cancellation = default)
    {
        await Task.Yield();
        yield return 5;
    }

    [FlujoPipeline("nightly")]
    public static async IAsyncEnumerable<int> NightlyAsync()
    {
        await Task.Yield();
        yield return 6;
    }

    [FlujoStep]
    public static IAsyncEnumerable<int>? Nothing() => null;

    [FlujoStep(MaxAttempts = 3, Leaf = true)]
    public static IAsyncEnumerable<int> FromChannel(ChannelReader<int> reader) => reader.ReadAllAsync();
}

internal static class Program
{
    public static async Task Run()
    {
        var feed = new Feed();
        int calls = 0;
        await foreach (string x in ((IFeed<string>)feed).ReadAsync(ref calls, "last"))
            Console.WriteLine(x + calls);
        await foreach (int x in feed)
            Console.WriteLine(x);
        await using (IAsyncEnumerator<int> byHand = feed.GetAsyncEnumerator())
        {
            while (await byHand.MoveNextAsync())
                Console.WriteLine(byHand.Current);
        }

        await foreach (int x in Feed.NightlyAsync())
            Console.WriteLine(x);
        Console.WriteLine(Feed.Nothing() is null);
        var channel = Channel.CreateUnbounded<int>();
        channel.Writer.TryWrite(7);
        channel.Writer.Complete();
        await foreach (int x in Feed.FromChannel(channel.Reader))
            Console.WriteLine(x);
    }
}

/* tree
read (completed) items=1
  all (completed) items=1
get_async_enumerator (completed) items=1
nightly (completed) items=1
from_channel (completed) items=1
*/
