// The items of an iterator have been seen when it fails; a list is there whole or not at all.
using System;
using System.Collections.Generic;
using Flujo;

public class Steps
{
    [FlujoStep(MaxAttempts = 2)]
    public static IEnumerable<int> Load()
    {
        yield return 1;
    }

    [FlujoStep("neighbour", MaxAttempts = 2)]
    public static List<int> Save() => [1];
}

internal static class Program
{
    public static void Run()
    {
        foreach (int x in Steps.Load())
            Console.WriteLine(x + Steps.Save().Count);
    }
}

/* tree
load (completed) items=1
neighbour (completed)
  attempt (completed)
*/
