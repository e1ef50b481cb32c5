// A struct behind a type parameter would be boxed, and its changes lost; by its own type it is changed in place.
using System;
using Flujo;

public interface ICounter
{
    [FlujoStep]
    int Next();
}

public struct Counter : ICounter
{
    private int _value;

    [FlujoStep("neighbour")]
    public int Next() => ++_value;
}

internal static class Program
{
    public static void Run()
    {
        Console.WriteLine(Twice(new Counter()));
        var counter = new Counter();
        counter.Next();
        Console.WriteLine(counter.Next());
    }

    private static int Twice<T>(T counter)
        where T : ICounter
    {
        counter.Next();
        return counter.Next();
    }
}

/* tree
neighbour (completed)
neighbour (completed)
*/
