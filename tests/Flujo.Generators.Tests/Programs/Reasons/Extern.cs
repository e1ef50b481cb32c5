// An extern method has no code of the program's; the method that calls it has.
using System;
using System.Runtime.InteropServices;
using Flujo;

public class Steps
{
    [FlujoStep]
    [DllImport("nothing")]
    public static extern int Native();

    [FlujoStep("neighbour")]
    public static int Neighbour(bool isThere) => isThere ? Native() : -1;
}

internal static class Program
{
    public static void Run()
    {
        Console.WriteLine(Steps.Neighbour(false));
    }
}

/* tree
neighbour (completed)
*/
