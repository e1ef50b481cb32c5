// Does not compile: a type that is not partial has no part in generated code; beside it one that is.
using System;
using Flujo;

#if CASE
public class Whole
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
