// A call through an interface member without the attribute is not known to reach a step; through one with it, it is.
using System;
using Flujo;

public interface ILoading
{
    int Load();
}

public interface ISaving
{
    [FlujoStep("neighbour")]
    int Save();
}

public class Steps : ILoading, ISaving
{
    [FlujoStep]
    public int Load() => 1;

    public int Save() => 2;
}

internal static class Program
{
    public static void Run()
    {
        var steps = new Steps();
        Console.WriteLine(((ILoading)steps).Load() + ((ISaving)steps).Save());
    }
}

/* tree
neighbour (completed)
*/
