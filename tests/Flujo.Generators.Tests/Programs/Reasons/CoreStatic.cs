// A static core of a step that is not does not fit; a core that fits makes a step.
using System;
using Flujo;

public partial class Steps
{
    [FlujoStep]
    public partial int Load(int x);

    private static int LoadCore(int x) => x;

    [FlujoStep("neighbour")]
    public partial int Save(int x);

    private int SaveCore(int x) => x + 1;
}

internal static class Program
{
    public static void Run()
    {
        try
        {
            new Steps().Load(1);
        }
        catch (InvalidOperationException error)
        {
            Console.WriteLine(error.Message.Length > 0);
        }

        Console.WriteLine(new Steps().Save(1));
    }
}

/* tree
neighbour (completed)
*/
