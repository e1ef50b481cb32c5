// Generated code cannot name a private type; it can name an internal one.
using System;
using Flujo;

public class Steps
{
    [FlujoStep]
    private static int Take(Hidden hidden) => 1;

    [FlujoStep("neighbour")]
    private static int Take(Shown shown) => 2;

    public static int Use() => Take(new Hidden()) + Take(new Shown());

    private sealed class Hidden;

    internal sealed class Shown;
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
