// A task-like type of somebody else's is not understood; the task in it is.
using System;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using Flujo;

[AsyncMethodBuilder(typeof(OwnBuilder))]
public sealed class OwnTask
{
    public Task Inner = Task.CompletedTask;
}

public struct OwnBuilder
{
    public OwnTask Task => new();

    public static OwnBuilder Create() => default;

    public void Start<T>(ref T machine)
        where T : IAsyncStateMachine => machine.MoveNext();

    public void SetStateMachine(IAsyncStateMachine machine)
    {
    }

    public void SetResult()
    {
    }

    public void SetException(Exception error)
    {
    }

    public void AwaitOnCompleted<TA, TM>(ref TA awaiter, ref TM machine)
        where TA : INotifyCompletion
        where TM : IAsyncStateMachine
    {
    }

    public void AwaitUnsafeOnCompleted<TA, TM>(ref TA awaiter, ref TM machine)
        where TA : ICriticalNotifyCompletion
        where TM : IAsyncStateMachine
    {
    }
}

public class Steps
{
    [FlujoStep]
    public static async OwnTask OwnAsync() => await Task.CompletedTask;

    [FlujoStep("neighbour")]
    public static Task InnerAsync(OwnTask task) => task.Inner;
}

internal static class Program
{
    public static void Run()
    {
        Console.WriteLine(Steps.InnerAsync(Steps.OwnAsync()).IsCompleted);
    }
}

/* tree
neighbour (completed)
*/
