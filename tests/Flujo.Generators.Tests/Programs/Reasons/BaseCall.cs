// A base call rerouted would call itself for ever; a call of the same object's inherited step is traced.
using System;
using Flujo;

public class Base
{
    [FlujoStep]
    public virtual int Load(int depth) => depth > 1 ? throw new InvalidOperationException("recursion") : 1;

    [FlujoStep("neighbour")]
    public virtual int Save() => 2;
}

public class Steps : Base
{
    public override int Load(int depth) => base.Load(depth + 1) + this.Save();
}

internal static class Program
{
    public static void Run()
    {
        Console.WriteLine(new Steps().Load(0));
    }
}

/* tree
load (completed)
  neighbour (completed)
*/
