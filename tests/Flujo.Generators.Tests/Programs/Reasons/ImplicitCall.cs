// A call that the compiler makes for a construct has no name to be rerouted; one that is written out has.
using System;
using Flujo;

public class Steps
{
    [FlujoStep]
    public void Deconstruct(out int one, out int other) => (one, other) = (1, 2);

    [FlujoStep("neighbour")]
    public void Deconstruct(out int one, out int other, out int third) => (one, other, third) = (1, 2, 3);
}

internal static class Program
{
    public static void Run()
    {
        (int one, int other) = new Steps();
        new Steps().Deconstruct(out int a, out int b, out int c);
        Console.WriteLine(one + other + a + b + c);
    }
}

/* tree
neighbour (completed)
*/
