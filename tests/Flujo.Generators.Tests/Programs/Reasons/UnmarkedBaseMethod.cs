// A call through a base method without the attribute is not known to reach a step; through one with it, it is.
using System;
using Flujo;

public class Base
{
    public virtual int Load() => 1;

    [FlujoStep("neighbour")]
    public virtual int Save() => 2;
}

public class Steps : Base
{
    [FlujoStep]
    public override int Load() => 3;

    public override int Save() => 4;
}

internal static class Program
{
    public static void Run()
    {
        Base steps = new Steps();
        Console.WriteLine(steps.Load() + steps.Save());
    }
}

/* tree
neighbour (completed)
*/
