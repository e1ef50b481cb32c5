// Does not compile: a file type has no part in generated code; beside it a type that has.
using System;
using Flujo;

#if CASE
file partial class Hidden
{
    [FlujoStep]
    public partial int Load(int x);

    private int LoadCore(int x) => x;
}
#endif

public partial class Steps
{
    [FlujoStep("neighbour")]
    public partial int Save(int x);

    private int SaveCore(int x) => x + 1;
}

internal static class Program
{
    public static void Run()
    {
        Console.WriteLine(new Steps().Save(1));
    }
}

/* tree
neighbour (completed)
*/
