// A span cannot be kept for another attempt; an array can.
using System;
using Flujo;

public class Steps
{
    [FlujoStep(MaxAttempts = 2)]
    public static int Load(ReadOnlySpan<int> x) => x.Length;

    [FlujoStep("neighbour", MaxAttempts = 2)]
    public static int Save(int[] x) => x.Length;
}

internal static class Program
{
    public static void Run()
    {
        int[] numbers = [1, 2];
        Console.WriteLine(Steps.Load(numbers) + Steps.Save(numbers));
    }
}

/* tree
load (completed)
neighbour (completed)
  attempt (completed)
*/
