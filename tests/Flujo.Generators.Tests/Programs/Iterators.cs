// Methods that are iterators themselves are traced over their enumeration; those that merely return a collection hand out the same object.
using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Flujo;

public class Numbers
{
    private static readonly List<int> Stored = [7, 8];

    [FlujoStep]
    public virtual IEnumerable<int> Count(int to)
    {
        try
        {
            for (int i = 0; i < to; i++)
            {
                using FlujoSpan block = FlujoTrace.StartStep("held");
                yield return Item(i);
                Item(-i);
            }
        }
        finally
        {
            Console.WriteLine("closing");
        }
    }

    [FlujoStep]
    public static int Item(int x) => x;

    [FlujoStep]
    public IEnumerable Old()
    {
        yield return "old";
    }

    [FlujoStep]
    public IEnumerator<int> GetEnumerator()
    {
        yield return 3;
    }

    [FlujoStep]
    public IEnumerator OldEnumerator()
    {
        yield return 4;
        yield return 5;
    }

    [FlujoStep(MaxAttempts = 2, Leaf = true)]
    public static IEnumerable<T> Failing<T>(T first)
    {
        yield return first;
        throw new InvalidOperationException("in the middle");
    }

    [FlujoStep]
    public IEnumerable<int> Collection() => Stored;

    [FlujoStep]
    public IEnumerable<int> Query()
    {
        return Inner();

        static IEnumerable<int> Inner()
        {
            yield return 6;
        }
    }

    public bool IsSame() => ReferenceEquals(Collection(), Stored);
}

public sealed class Other : Numbers
{
    private readonly int[] _items = [1];

    public override IEnumerable<int> Count(int to) => _items;

    public bool HandsOutItsOwn(Numbers numbers) => ReferenceEquals(numbers.Count(1), _items);
}

internal static class Program
{
    public static Task Run()
    {
        var numbers = new Numbers();
        foreach (int x in numbers.Count(2))
        {
            using FlujoSpan block = FlujoTrace.StartStep("between");
            Console.WriteLine(Numbers.Item(x + 10));
        }

        Console.WriteLine(numbers.Count(9).First() + numbers.Count(2).Sum() + numbers.Count(2).ToList().Count);
        _ = numbers.Count(5);
        IEnumerable<int> twice = numbers.Count(1);
        Console.WriteLine(twice.Sum() + twice.Sum());
        foreach (object x in numbers.Old())
            Console.WriteLine(x);
        Console.WriteLine(string.Join(",", numbers.Old().Cast<string>()));
        foreach (int x in numbers)
            Console.WriteLine(x);
        using (IEnumerator<int> byHand = numbers.GetEnumerator())
            Console.WriteLine(byHand.MoveNext() + " " + byHand.Current + " " + byHand.MoveNext());
        IEnumerator old = numbers.OldEnumerator();
        while (old.MoveNext())
            Console.WriteLine(old.Current);
        try
        {
            Console.WriteLine(Numbers.Failing("first").Count());
        }
        catch (InvalidOperationException error)
        {
            Console.WriteLine(error.Message + error.StackTrace!.Split('\n')[0]);
        }

        try
        {
            numbers.GetEnumerator().Reset();
        }
        catch (NotSupportedException error)
        {
            Console.WriteLine(error.Message);
        }

        Console.WriteLine(numbers.IsSame() + " " + numbers.Query().Sum());
        var other = new Other();
        Console.WriteLine(other.HandsOutItsOwn(other) + " " + other.Count(1).Sum());
        return Task.CompletedTask;
    }
}

/* tree
count (completed) items=2
  held (completed)
    item (completed)
    item (completed)
  held (completed)
    item (completed)
    item (completed)
between (completed)
  item (completed)
between (completed)
  item (completed)
count (completed) items=1 stopped_early=True
  held (completed)
    item (completed)
count (completed) items=2
  held (completed)
    item (completed)
    item (completed)
  held (completed)
    item (completed)
    item (completed)
count (completed) items=2
  held (completed)
    item (completed)
    item (completed)
  held (completed)
    item (completed)
    item (completed)
count (completed) items=1
  held (completed)
    item (completed)
    item (completed)
count (completed) items=1
  held (completed)
    item (completed)
    item (completed)
old (completed) items=1
old (completed) items=1
get_enumerator (completed) items=1
old_enumerator (completed) items=2
failing (failed) items=1
collection (completed)
query (completed)
count (completed)
*/
