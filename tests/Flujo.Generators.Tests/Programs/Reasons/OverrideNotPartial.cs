// An override of a partial step that is not partial is not traced through the base; one that is partial is.
using System;
using Flujo;

public partial class Base
{
    [FlujoStep]
    public virtual partial int Load();

    [FlujoStep("neighbour")]
    public virtual partial int Save();

    private int LoadCore() => 1;

    private int SaveCore() => 2;
}

public partial class Steps : Base
{
    public override int Load() => 3;

    [FlujoStep("neighbour")]
    public override partial int Save();

    private int SaveCore() => 4;
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
