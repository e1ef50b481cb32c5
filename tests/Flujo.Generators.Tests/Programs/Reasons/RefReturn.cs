// A method that returns a reference is no step; one that hands the value out by a parameter is.
using System;
using Flujo;

public class Steps
{
    private int _value = 1;

    [FlujoStep]
    public ref int Value() => ref _value;

    [FlujoStep("neighbour")]
    public void Read(out int value) => value = _value;
}

internal static class Program
{
    public static void Run()
    {
        var steps = new Steps();
        steps.Value() = 5;
        steps.Read(out int value);
        Console.WriteLine(value);
    }
}

/* tree
neighbour (completed)
*/
