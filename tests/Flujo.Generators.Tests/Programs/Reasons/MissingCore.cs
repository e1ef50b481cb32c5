// Does not compile: nobody wrote the body; beside it one where somebody did.
using System;
using Flujo;

#if CASE
public partial class Missing
{
    [FlujoStep]
    public partial int Load(int x);
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
