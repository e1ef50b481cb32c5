// Extension methods, called as methods of their receiver and as static ones.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Flujo;

public static class Extensions
{
    [FlujoStep]
    public static string Shout(this string text, int times = 1) => string.Concat(Enumerable.Repeat(text.ToUpperInvariant(), times));

    [FlujoStep]
    public static List<T> Keep<T>(this IEnumerable<T> items, Func<T, bool> keep)
        where T : notnull => [.. items.Where(keep)];

    [FlujoStep]
    public static int Bump(this ref int number) => ++number;

    [FlujoStep]
    public static DateTime Read(this in DateTime date, int days) => date.AddDays(days);

    [FlujoStep]
    public static async Task<int> LaterAsync(this Task<int> task) => await task + 1;

    [FlujoStep]
    private static string Whisper(this object? x) => x?.ToString() ?? "null";

    public static string Hush(object? x) => x.Whisper() + Whisper(x);
}

internal static class Program
{
    public static async Task Run()
    {
        Console.WriteLine("a".Shout() + "b".Shout(times: 2) + Extensions.Shout("c"));
        Console.WriteLine("d"?.Shout(3));
        Console.WriteLine(new[] { 1, 2, 3 }.Keep(x => x > 1).Count + Extensions.Keep([1], x => true).Count);
        int number = 1;
        number.Bump();
        Extensions.Bump(ref number);
        Console.WriteLine(number);
        Console.WriteLine(new DateTime(2020, 1, 1).Read(1).Day + Extensions.Read(DateTime.UnixEpoch, 2).Day);
        Console.WriteLine(await Task.FromResult(1).LaterAsync());
        Console.WriteLine(Extensions.Hush(null));
        Console.WriteLine(Constrained("t") + Constrained<string?>(null));
    }

    private static string Constrained<T>(T x) => Extensions.Hush(x) + new[] { 1 }.Keep(static y => true).Count;
}

/* tree
shout (completed)
shout (completed)
shout (completed)
shout (completed)
keep (completed)
keep (completed)
bump (completed)
bump (completed)
read (completed)
read (completed)
later (completed)
whisper (completed)
whisper (completed)
whisper (completed)
whisper (completed)
keep (completed)
whisper (completed)
whisper (completed)
keep (completed)
*/
