// A call in the code of another generator is not seen; one in the program's own is.
using System;
using Flujo;

public class Steps
{
    [FlujoStep]
    public static int Load() => 1;

    [FlujoStep("neighbour")]
    public static int Save() => 2;
}

public static partial class Work
{
    static partial void Foreign();

    public static void Do() => Foreign();
}

internal static class Program
{
    public static void Run()
    {
        Work.Do();
        Console.WriteLine(Steps.Save());
    }
}

/* tree
neighbour (completed)
*/
