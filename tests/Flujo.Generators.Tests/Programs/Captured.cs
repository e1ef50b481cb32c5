// Steps whose arguments and results are recorded: every kind of parameter, every form of wrapper, and names that wrappers use themselves.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Flujo;

public sealed class Basket(string owner)
{
    public string Owner => owner;

    public int Reads { get; private set; }

    public int Size
    {
        get
        {
            Reads++;
            return 3;
        }
    }
}

public struct Counter
{
    public int Count;

    [FlujoStep(Capture = FlujoCapture.All)]
    public int Add(int by) => Count += by;
}

public static partial class Steps
{
    [FlujoStep(Capture = FlujoCapture.All)]
    public static string Plain(string input, int sink, DayOfWeek outcome, object usage, int step) => input + sink + outcome + usage + step;

    [FlujoStep(Capture = FlujoCapture.All)]
    public static int ByReference(ref int changed, in int read, out int made)
    {
        made = read + 1;
        return ++changed;
    }

    [FlujoStep(Capture = FlujoCapture.All)]
    public static int Spans(ReadOnlySpan<char> text, Span<char> room, ReadOnlySpan<byte> bytes, params ReadOnlySpan<int> numbers) =>
        text.Length + room.Length + bytes.Length + numbers.Length;

    [FlujoStep(Capture = FlujoCapture.All)]
    public static ReadOnlySpan<char> Cut(string @class, int length) => @class.AsSpan(0, length);

    [FlujoStep(Capture = FlujoCapture.All)]
    public static string Objects(dynamic any, Func<int> body, IEnumerable<int> lazy, Basket basket, CancellationToken token = default) =>
        $"{any} {body()} {lazy.Sum()} {basket.Owner}";

    [FlujoStep(Capture = FlujoCapture.All)]
    public static T Generic<T>(T value, params T[] more)
        where T : notnull => more.Length == 0 ? value : more[0];

    [FlujoStep(Capture = FlujoCapture.All, Leaf = true)]
    public static int Leaf(int x) => x * x;

    [FlujoStep(Capture = FlujoCapture.All)]
    public static async Task<string> LaterAsync(string text, CancellationToken token)
    {
        await Task.Delay(1, token);
        return text + "!";
    }

    [FlujoStep(Capture = FlujoCapture.All)]
    public static ValueTask<int> AtOnceAsync(int x) => new(x + 1);

    [FlujoStep(Capture = FlujoCapture.Input)]
    public static async Task NothingAsync(int x) => await Task.Yield();

    [FlujoStep(Capture = FlujoCapture.All, MaxAttempts = 2)]
    public static int Retried(int x, int[] tries) => tries[0]++ == 0 ? throw new InvalidOperationException("first") : x;

    [FlujoStep(Capture = FlujoCapture.All, MaxAttempts = 2)]
    public static async Task<int> RetriedAsync(int x, int[] tries)
    {
        await Task.Yield();
        return tries[0]++ == 0 ? throw new InvalidOperationException("first") : x;
    }

    [FlujoStep(Capture = FlujoCapture.All, MaxAttempts = 2)]
    public static void RetriedForNothing(int x, int[] tries)
    {
        if (tries[0]++ == 0)
            throw new InvalidOperationException("first " + x);
    }

    [FlujoStep(Capture = FlujoCapture.All)]
    public static partial string Half(string text, dynamic? input);

    private static string HalfCore(string text, dynamic? input) => text + input;

    [FlujoStep(Capture = FlujoCapture.All, MaxAttempts = 2)]
    public static partial Task<int> RetriedHalfAsync(int x, int[] tries);

    private static Task<int> RetriedHalfAsyncCore(int x, int[] tries) => tries[0]++ == 0 ? throw new InvalidOperationException("first") : Task.FromResult(x);

    [FlujoStep(Capture = FlujoCapture.All)]
    public static string Throw(string text) => throw new InvalidOperationException(text);

    [FlujoPipeline("in_a_run")]
    public static string Pipeline(string text) => text;
}

internal static class Program
{
    public static async Task Run()
    {
        var basket = new Basket("bob");
        int changed = 1;
        var counter = new Counter();
        Console.WriteLine(Steps.Plain("a", 1, DayOfWeek.Friday, 2.5, 3));
        Console.WriteLine(Steps.ByReference(ref changed, 5, out int made) + made + changed);
        Console.WriteLine(Steps.Spans("abc", new char[2], new byte[4], 1, 2, 3));
        Console.WriteLine(Steps.Cut("classes", 5).ToString());
        Console.WriteLine(Steps.Objects(1, () => 2, Once(), basket));
        Console.WriteLine(Steps.Generic(1) + Steps.Generic("x", "y"));
        Console.WriteLine(Steps.Leaf(3));
        Console.WriteLine(counter.Add(2) + counter.Add(3));
        Console.WriteLine(await Steps.LaterAsync("later", CancellationToken.None));
        Console.WriteLine(await Steps.AtOnceAsync(1));
        await Steps.NothingAsync(1);
        Console.WriteLine(Steps.Retried(7, [1]) + await Steps.RetriedAsync(8, [1]) + await Steps.RetriedHalfAsync(9, [1]));
        Steps.RetriedForNothing(1, [1]);
        Console.WriteLine(Steps.Half("half ", "and half"));
        Console.WriteLine(Steps.Pipeline("pipeline"));
        try
        {
            Steps.Throw("thrown");
        }
        catch (InvalidOperationException error)
        {
            Console.WriteLine(error.Message);
        }
    }

    private static IEnumerable<int> Once()
    {
        yield return 1;
        Console.WriteLine("enumerated");
        yield return 2;
    }
}

/* tree
plain (completed)
by_reference (completed)
spans (completed)
cut (completed)
objects (completed)
generic (completed)
generic (completed)
leaf (completed)
add (completed)
add (completed)
later (completed)
at_once (completed)
nothing (completed)
retried (completed)
  attempt (completed)
retried (completed)
  attempt (completed)
retried_half (completed)
  attempt (completed)
retried_for_nothing (completed)
  attempt (completed)
half (completed)
in_a_run (completed)
throw (failed)
*/
