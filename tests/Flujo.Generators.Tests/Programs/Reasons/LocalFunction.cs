// A local function cannot be reached from outside; a private method can.
using System;
using Flujo;

public class Steps
{
    public static int Use()
    {
        return Local() + Neighbour();

        [FlujoStep]
        static int Local() => 1;
    }

    [FlujoStep("neighbour")]
    private static int Neighbour() => 2;
}

internal static class Program
{
    public static void Run()
    {
        Console.WriteLine(Steps.Use());
    }
}

/* tree
neighbour (completed)
*/
