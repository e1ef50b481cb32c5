// Ref structs: as parameters, results, receivers and type arguments.
using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using Flujo;

public ref struct Cursor(Span<int> items)
{
    private readonly Span<int> _items = items;
    private int _at;

    [FlujoStep]
    public int Next() => _items[_at++];

    [FlujoStep]
    public readonly Span<int> Rest() => _items[_at..];

    [FlujoStep]
    private static int Make() => 41;

    public static int UseMake() => Make();
}

public struct Buffer
{
    private int _first;

    [FlujoStep]
    [UnscopedRef]
    public Span<int> AsSpan() => MemoryMarshal.CreateSpan(ref _first, 1);

    [FlujoStep]
    private static int Size() => 4;

    public static int UseSize() => Size();
}

public static class Texts
{
    [FlujoStep]
    public static int Length(ReadOnlySpan<char> text) => text.Length;

    [FlujoStep]
    public static Span<int> Trim(Span<int> numbers, scoped Span<int> removed)
    {
        removed.Clear();
        return numbers[1..];
    }

    [FlujoStep]
    public static Span<int> OfReference(ref int x) => MemoryMarshal.CreateSpan(ref x, 1);

    [FlujoStep]
    public static ReadOnlySpan<int> OfReadOnly(in int x) => MemoryMarshal.CreateReadOnlySpan(in x, 1);

    [FlujoStep]
    public static void Fill(out Span<int> numbers, ref ReadOnlySpan<char> text)
    {
        numbers = new[] { 1, 2 };
        text = text[1..];
    }

    [FlujoStep]
    public static int Sum(params ReadOnlySpan<int> numbers)
    {
        int sum = 0;
        foreach (int each in numbers)
            sum += each;
        return sum;
    }

    [FlujoStep]
    public static string Name<T>(T x)
        where T : allows ref struct => typeof(T).Name;

    [FlujoStep]
    public static T Same<T>(scoped T other, T x)
        where T : allows ref struct => x;

    [FlujoStep]
    private static Task<int> LaterAsync(ReadOnlySpan<char> text) => Task.FromResult(text.Length);

    [FlujoStep(MaxAttempts = 2)]
    private static int Tried(ReadOnlySpan<char> text) => text.Length + 1;

    public static async Task<int> UseAsync() => await LaterAsync("later") + Tried("x");

    [FlujoStep]
    public static int Take([UnscopedRef] out int x) => x = 3;
}

internal static class Program
{
    public static async Task Run()
    {
        Use();
        Console.WriteLine(await Texts.UseAsync());
    }

    private static void Use()
    {
        Span<int> numbers = stackalloc int[] { 1, 2, 3 };
        Span<int> other = stackalloc int[1];
        Console.WriteLine(Texts.Length("abc") + Texts.Trim(numbers, other).Length);
        var cursor = new Cursor(numbers);
        Console.WriteLine(cursor.Next() + cursor.Next() + cursor.Rest().Length + Cursor.UseMake());
        int x = 5;
        Texts.OfReference(ref x)[0]++;
        Console.WriteLine(x + Texts.OfReadOnly(in x)[0]);
        ReadOnlySpan<char> text = "text";
        Texts.Fill(out Span<int> filled, ref text);
        Console.WriteLine(filled.Length + text.Length + Texts.Sum(1, 2, 3) + Texts.Sum());
        Console.WriteLine(Texts.Name("x".AsSpan()) + Texts.Same(other, numbers).Length + Texts.Same("a", "b"));
        var buffer = default(Buffer);
        buffer.AsSpan()[0] = 9;
        Console.WriteLine(buffer.AsSpan()[0] + Buffer.UseSize() + Texts.Take(out int taken) + taken);
    }
}

/* tree
length (completed)
trim (completed)
next (completed)
next (completed)
rest (completed)
make (completed)
of_reference (completed)
of_read_only (completed)
fill (completed)
sum (completed)
sum (completed)
name (completed)
same (completed)
same (completed)
as_span (completed)
as_span (completed)
size (completed)
take (completed)
later (completed)
tried (completed)
*/
