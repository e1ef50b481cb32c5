// A call that is bound at run time has no method to be rerouted; after a cast it has.
using System;
using Flujo;

public class Steps
{
    [FlujoStep]
    public int Load() => 1;

    [FlujoStep("neighbour")]
    public int Save() => 2;
}

internal static class Program
{
    public static void Run()
    {
        dynamic steps = new Steps();
        Console.WriteLine(steps.Load() + ((Steps)steps).Save());
    }
}

/* tree
neighbour (completed)
*/
