// A call is found by the content of its file: in two files of the same content it cannot be; one line more tells them apart.
using System;
using System.Linq;
using Flujo;

public interface IWorking
{
    int Work();
}

public static class Steps
{
    [FlujoStep]
    public static int Load() => 1;

    [FlujoStep("neighbour")]
    public static int Save() => 2;
}

internal static class Program
{
    public static void Run() => Console.WriteLine(typeof(Program).Assembly.GetTypes()
        .Where(type => type.IsAssignableTo(typeof(IWorking)) && !type.IsInterface)
        .Sum(type => ((IWorking)Activator.CreateInstance(type)!).Work()));
}

/* tree
neighbour (completed)
neighbour (completed)
*/
// ==== One/Same.cs
file sealed class Working : IWorking
{
    public int Work() => Steps.Load();
}
// ==== Other/Same.cs
file sealed class Working : IWorking
{
    public int Work() => Steps.Load();
}
// ==== One/Unlike.cs
file sealed class Working : IWorking
{
    public int Work() => Steps.Save();
}
// ==== Other/Unlike.cs
// The other one.
file sealed class Working : IWorking
{
    public int Work() => Steps.Save();
}
