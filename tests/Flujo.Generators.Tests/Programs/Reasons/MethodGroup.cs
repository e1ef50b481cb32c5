// A delegate of a step calls it past the wrapper; a lambda that calls it does not.
using System;
using Flujo;

public class Steps
{
    [FlujoStep]
    public static int Load() => 1;

    [FlujoStep("neighbour")]
    public static int Save() => 2;
}

internal static class Program
{
    public static void Run()
    {
        Func<int> load = Steps.Load;
        Func<int> save = () => Steps.Save();
        Console.WriteLine(load() + save());
    }
}

/* tree
neighbour (completed)
*/
