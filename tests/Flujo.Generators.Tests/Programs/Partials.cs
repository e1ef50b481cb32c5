// Partial methods and types in the ordinary form.
using System;
using System.Threading.Tasks;
using Flujo;

public partial class Partials
{
    [FlujoStep]
    public partial int OnFirstHalf(int x);

    public partial int OnSecondHalf(int x);

    [FlujoStep]
    partial void NeverWritten(int x);

    public void Call() => NeverWritten(1);
}

public partial class Partials
{
    public partial int OnFirstHalf(int y) => y + 1;

    [FlujoStep]
    public partial int OnSecondHalf(int y) => y + 2;
}

internal static class Program
{
    public static Task Run()
    {
        var partials = new Partials();
        partials.Call();
        Console.WriteLine(partials.OnFirstHalf(1) + partials.OnSecondHalf(2));
        return Task.CompletedTask;
    }
}

/* tree
on_first_half (completed)
on_second_half (completed)
*/
