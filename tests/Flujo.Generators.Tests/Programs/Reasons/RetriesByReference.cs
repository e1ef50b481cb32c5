// What a step changed by reference cannot be undone for another attempt; what it returns can.
using System;
using Flujo;

public class Steps
{
    [FlujoStep(MaxAttempts = 2)]
    public static void Load(ref int x) => x++;

    [FlujoStep("neighbour", MaxAttempts = 2)]
    public static int Save(int x) => x + 1;
}

internal static class Program
{
    public static void Run()
    {
        int x = 1;
        Steps.Load(ref x);
        Console.WriteLine(Steps.Save(x));
    }
}

/* tree
load (completed)
neighbour (completed)
  attempt (completed)
*/
