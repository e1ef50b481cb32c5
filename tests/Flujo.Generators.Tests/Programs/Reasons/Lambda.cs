// A lambda cannot be reached from outside; the method that it calls can.
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
        Func<int> lambda = [FlujoStep] () => 1;
        Func<int> calling = () => Steps.Neighbour();
        Console.WriteLine(lambda() + calling());
    }
}

/* tree
neighbour (completed)
*/
