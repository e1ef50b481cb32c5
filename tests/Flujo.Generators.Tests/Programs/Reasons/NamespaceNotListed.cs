// A project whose InterceptorsNamespaces do not list Flujo.Generated is not traced; the same program in one that does is.
using System;
using Flujo;

public class Steps
{
    [FlujoStep("neighbour")]
    public static int Neighbour() => 1;
}

internal static class Program
{
    public static void Run()
    {
        Console.WriteLine(Steps.Neighbour());
    }
}

/* tree
neighbour (completed)
*/
