// A tree would name generated code; a delegate made of the same lambda does not show what it calls.
using System;
using System.Linq.Expressions;
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
        Expression<Func<int>> load = () => Steps.Load();
        Func<int> save = () => Steps.Save();
        Console.WriteLine(load + " " + load.Compile()() + save());
    }
}

/* tree
neighbour (completed)
*/
