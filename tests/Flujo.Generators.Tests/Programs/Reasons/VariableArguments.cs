// A method that takes __arglist cannot be called with what another one was given; one with params can.
using System;
using Flujo;

public class Steps
{
    [FlujoStep]
    public static int Count(__arglist) => 1;

    [FlujoStep("neighbour")]
    public static int Count(params int[] all) => all.Length;
}

internal static class Program
{
    public static void Run()
    {
        Console.WriteLine(Steps.Count(1, 2));
    }
}

/* tree
neighbour (completed)
*/
