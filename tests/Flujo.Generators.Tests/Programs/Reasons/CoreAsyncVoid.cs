// A core that is async void ends before its work does; a core that fits makes a step.
using System;
using System.Threading.Tasks;
using Flujo;

public partial class Steps
{
    [FlujoStep]
    public partial void Load(int x);

    private async void LoadCore(int x) => await Task.FromResult(x);

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
