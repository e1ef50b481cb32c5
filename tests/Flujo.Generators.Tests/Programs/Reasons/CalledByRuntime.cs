// The runtime calls a module initializer, and nothing can be rerouted; what it calls is traced.
using System;
using System.Runtime.CompilerServices;
using Flujo;

public static class Steps
{
    private static int s_value;

    [FlujoStep]
    [ModuleInitializer]
    internal static void Begin() => s_value = 1;

    [FlujoStep("neighbour")]
    public static int Value() => s_value;
}

internal static class Program
{
    public static void Run()
    {
        Console.WriteLine(Steps.Value());
    }
}

/* tree
neighbour (completed)
*/
