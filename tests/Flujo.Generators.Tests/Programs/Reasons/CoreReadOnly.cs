// A core that may change the struct of a step that may not does not fit; a core that fits makes a step.
using System;
using Flujo;

public partial struct Steps
{
    [FlujoStep]
    public readonly partial int Load(int x);

    private int LoadCore(int x) => x;

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
