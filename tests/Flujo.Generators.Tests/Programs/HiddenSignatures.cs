// Types in a signature that generated code cannot name: a call cannot be rerouted, and a partial step is traced.
using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Flujo;

public partial class Hidden
{
    [FlujoStep]
    private Nested Private(Nested x) => x;

    [FlujoStep]
    private List<Nested[]> PrivateArgument() => [];

    [FlujoStep]
    private partial Nested Partial(Nested x);

    private Nested PartialCore(Nested x) => x;

    public int Use() => Private(new Nested()).X + PrivateArgument().Count + Partial(new Nested()).X + new Nested().Method();

    private sealed class Nested
    {
        public int X = 5;

        [FlujoStep]
        public int Method() => X;
    }
}

file sealed class OfThisFile
{
    [FlujoStep]
    public int Method() => 8;
}

internal static class Program
{
    public static Task Run()
    {
        Console.WriteLine(new Hidden().Use() + new OfThisFile().Method());
        return Task.CompletedTask;
    }
}

/* tree
partial (completed)
*/
