// A finalizer is not called by the program; Dispose is.
using System;
using Flujo;

public sealed class Steps : IClosing
{
    [FlujoStep]
    ~Steps()
    {
    }

    [FlujoStep("neighbour")]
    public void Dispose() => GC.SuppressFinalize(this);
}

public interface IClosing
{
    [FlujoStep]
    void Dispose();
}

internal static class Program
{
    public static void Run()
    {
        new Steps().Dispose();
        Console.WriteLine();
    }
}

/* tree
neighbour (completed)
*/
