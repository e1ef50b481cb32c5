// An accessor is not called by name; a method that does the same is.
using System;
using Flujo;

public class Steps
{
    public int Value
    {
        [FlujoStep]
        get => 1;
    }

    [FlujoStep("neighbour")]
    public int GetValue() => 1;
}

internal static class Program
{
    public static void Run()
    {
        Console.WriteLine(new Steps().Value + new Steps().GetValue());
    }
}

/* tree
neighbour (completed)
*/
