// An operator is not called by name; a method that does the same is.
using System;
using Flujo;

public class Steps
{
    [FlujoStep]
    public static Steps operator +(Steps one, int other) => one;

    [FlujoStep("neighbour")]
    public Steps Add(int other) => this;
}

internal static class Program
{
    public static void Run()
    {
        Console.WriteLine((new Steps() + 1).Add(2) is null);
    }
}

/* tree
neighbour (completed)
*/
