// A project of C# 10 cannot have interceptors; the same program in C# 11 is traced.
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
