// Steps that the compiler calls for a construct of the language: no name stands there that could be rerouted.
using System;
using System.Collections;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using Flujo;

public sealed class Numbers : IEnumerable
{
    private readonly List<int> _items = [];

    public int Length => _items.Count;

    public int this[int index] => _items[index];

    [FlujoStep]
    public void Add(int item) => _items.Add(item);

    [FlujoStep]
    public Walker GetEnumerator() => new(_items);

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();

    [FlujoStep]
    public void Deconstruct(out int first, out int last) => (first, last) = (_items[0], _items[^1]);

    [FlujoStep]
    public string Slice(int start, int length) => $"{start}+{length}";

    [FlujoStep]
    public IEnumerable<TOut> Select<TOut>(Func<int, TOut> selector) => _items.ConvertAll(item => selector(item));

    [FlujoStep]
    public Numbers Where(Func<int, bool> predicate)
    {
        var result = new Numbers();
        result._items.AddRange(_items.FindAll(item => predicate(item)));
        return result;
    }
}

public sealed class Walker(List<int> items)
{
    private int _at = -1;

    public int Current => items[_at];

    [FlujoStep]
    public bool MoveNext() => ++_at < items.Count;
}

public sealed class Promise
{
    [FlujoStep]
    public Awaiter GetAwaiter() => new();
}

public readonly struct Awaiter : INotifyCompletion
{
    public bool IsCompleted => true;

    [FlujoStep]
    public int GetResult() => 7;

    public void OnCompleted(Action continuation) => continuation();
}

public sealed class Resource
{
    [FlujoStep]
    public ValueTask DisposeAsync()
    {
        Console.WriteLine("resource");
        return default;
    }
}

public ref struct Scope
{
    public void Dispose() => Console.WriteLine("scope");
}

[InterpolatedStringHandler]
public readonly struct Handler
{
    public Handler(int literalLength, int formattedCount)
    {
    }

    public void AppendLiteral(string text) => Console.Write(text);

    [FlujoStep]
    public void AppendFormatted<T>(T value) => Console.Write(value);
}

[CollectionBuilder(typeof(Bag), nameof(Create))]
public sealed class Bag : IEnumerable<int>
{
    public int Count { get; private init; }

    [FlujoStep]
    public static Bag Create(ReadOnlySpan<int> items) => new() { Count = items.Length };

    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)[]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

internal static class Program
{
    private static string s_started = "";

    [FlujoStep]
    [ModuleInitializer]
    internal static void Start() => s_started = "started";

    public static async Task Run()
    {
        Console.WriteLine(s_started);
        var numbers = new Numbers { 1, 2, 3 };
        foreach (int number in numbers)
            Console.WriteLine(number);

        var (first, last) = numbers;
        Console.WriteLine(first + last);
        if (numbers is (1, 3))
            Console.WriteLine("pattern");
        if (numbers is [1, .. var rest])
            Console.WriteLine(rest);
        Console.WriteLine(numbers[1..]);
        foreach (var (a, b) in new[] { numbers })
            Console.WriteLine(a * b);
        foreach (string text in from number in numbers where number > 1 select "q" + number)
            Console.WriteLine(text);
        int[] copy = [.. numbers];
        Console.WriteLine(copy.Length);
        Console.WriteLine(await new Promise());
        Write($"<{first}>");
        Bag bag = [4, 5];
        Console.WriteLine(bag.Count);
        await using (new Resource())
            Console.WriteLine("inside");
        await using var resource = new Resource();
        Scoped();
    }

    private static void Scoped()
    {
        using var scope = new Scope();
        Console.WriteLine("scoped");
    }

    private static void Write(Handler handler) => Console.WriteLine();
}

/* tree
*/
