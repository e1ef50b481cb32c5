// An async void method is over before its work is; one that returns a task is a step.
using System;
using System.Threading.Tasks;
using Flujo;

public class Steps
{
    [FlujoStep]
    public static async void Begin() => await Task.CompletedTask;

    [FlujoStep("neighbour")]
    public static async Task BeginAsync() => await Task.CompletedTask;
}

internal static class Program
{
    public static void Run()
    {
        Steps.Begin();
        Steps.BeginAsync().GetAwaiter().GetResult();
    }
}

/* tree
neighbour (completed)
*/
