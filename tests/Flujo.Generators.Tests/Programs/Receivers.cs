// Structs by reference, readonly ones, interfaces, conditional access, and receivers that are null.
using System;
using System.Threading.Tasks;
using Flujo;

public struct Counter
{
    public int Value;

    [FlujoStep]
    public int Increment() => ++Value;

    [FlujoStep]
    public readonly int Peek(int extra) => Value + extra;

    [FlujoStep]
    private int Twice() => Increment() + Increment();

    [FlujoStep]
    private readonly int Look() => Value;

    public int Start() => Twice() + this.Look();

    [FlujoStep]
    public async Task<int> LaterAsync(int n)
    {
        Value += n;
        await Task.Yield();
        return Value;
    }
}

public readonly struct Point(int x)
{
    [FlujoStep]
    public int Get() => x;

    [FlujoStep]
    private int Hidden() => x + 1;

    public int Show() => Hidden();
}

public readonly record struct Pair<T>(T Left, T Right)
{
    [FlujoStep]
    public Pair<T> Swap() => new(Right, Left);
}

public interface IWork
{
    [FlujoStep]
    string Work(int x);

    [FlujoStep]
    string Default() => "default " + Work(0);
}

public interface IMoreWork : IWork;

public class Worker : IMoreWork
{
    public Worker? Next;
    public Counter Field;
    public readonly Counter Fixed;

    public Counter Property => Field;

    public string Work(int x) => "worked " + x;

    [FlujoStep]
    public Worker Self() => this;

    [FlujoStep]
    public int Length() => 42;
}

public struct StructWorker : IWork
{
    public readonly string Work(int x) => "struct " + x;
}

internal static class Program
{
    public static async Task Run()
    {
        var counter = new Counter();
        counter.Increment();
        counter.Increment();
        Console.WriteLine(counter.Value + counter.Peek(10));
        Console.WriteLine(counter.Start() + " " + counter.Value);
        Console.WriteLine(await counter.LaterAsync(100) + counter.Value);

        var counters = new Counter[1];
        counters[0].Increment();
        Console.WriteLine(counters[0].Value);
        var worker = new Worker();
        worker.Field.Increment();
        worker.Fixed.Increment();
        worker.Property.Increment();
        Console.WriteLine(worker.Field.Value + " " + worker.Fixed.Value);
        Console.WriteLine(new Counter { Value = 7 }.Increment());
        Console.WriteLine(default(Counter).Peek(1));
        Console.WriteLine(Inner(in counter) + Reference(ref counter) + counter.Value);

        var point = new Point(5);
        Console.WriteLine(point.Get() + point.Show() + new Point(1).Get());
        Console.WriteLine(new Pair<string>("a", "b").Swap());

        Counter? maybe = new Counter { Value = 3 };
        Console.WriteLine(maybe?.Increment() + " " + maybe?.Peek(0) + " " + maybe!.Value.Increment());
        maybe = null;
        Console.WriteLine((maybe?.Increment()).HasValue);
        Point? place = point;
        Console.WriteLine(place?.Get());

        IWork work = worker;
        IMoreWork more = worker;
        Console.WriteLine(work.Work(1) + more.Work(2) + more.Default());
        IWork boxed = default(StructWorker);
        Console.WriteLine(boxed.Work(3) + boxed.Default());

        Worker? none = null;
        Console.WriteLine(none?.Length() is null);
        Console.WriteLine(worker?.Self()?.Self().Self().Length());
        Console.WriteLine(worker?.Next?.Self().Length() is null);
        Console.WriteLine(worker!.Self()!.Length());
        try
        {
            none!.Length();
        }
        catch (NullReferenceException)
        {
            Console.WriteLine("null");
        }
    }

    private static int Inner(in Counter counter) => counter.Increment() + counter.Peek(0);

    private static int Reference(ref Counter counter)
    {
        ref Counter same = ref counter;
        return same.Increment();
    }
}

/* tree
increment (completed)
increment (completed)
peek (completed)
twice (completed)
  increment (completed)
  increment (completed)
look (completed)
later (completed)
increment (completed)
increment (completed)
increment (completed)
increment (completed)
increment (completed)
peek (completed)
increment (completed)
peek (completed)
increment (completed)
get (completed)
hidden (completed)
get (completed)
swap (completed)
increment (completed)
peek (completed)
increment (completed)
get (completed)
work (completed)
work (completed)
default (completed)
  work (completed)
work (completed)
default (completed)
  work (completed)
self (completed)
self (completed)
self (completed)
length (completed)
self (completed)
length (completed)
length (failed)
*/
