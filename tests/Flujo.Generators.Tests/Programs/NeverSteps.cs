// Methods that can be no step at all: the program does what it did.
using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using Flujo;

public class Never
{
    private int _field = 1;

    [FlujoStep]
    public async void AsyncVoid() => await Task.CompletedTask;

    [FlujoStep]
    public ref int Reference() => ref _field;

    [FlujoStep]
    public static int operator +(Never a, int b) => b;

    public int Property
    {
        [FlujoStep]
        get => 4;
    }

    public int Use()
    {
        [FlujoStep]
        static int Local(int x) => x;

        var lambda = [FlujoStep] (int x) => x;
        return Local(1) + lambda(2) + (this + 3) + Property;
    }

    [FlujoStep]
    ~Never()
    {
    }
}

public static class Native
{
    [FlujoStep]
    [DllImport("nothing")]
    public static extern int Extern();
}

[AsyncMethodBuilder(typeof(OwnTaskBuilder))]
public sealed class OwnTask
{
    public Task Task = Task.CompletedTask;
}

public struct OwnTaskBuilder
{
    public static OwnTaskBuilder Create() => default;

    public OwnTask Task => new();

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

public static class Own
{
    [FlujoStep]
    public static async OwnTask RunAsync() => await Task.CompletedTask;
}

internal static class Program
{
    public static Task Run()
    {
        var never = new Never();
        never.AsyncVoid();
        never.Reference() = 5;
        Console.WriteLine(never.Reference() + never.Use());
        _ = Own.RunAsync();
        return Task.CompletedTask;
    }
}

/* tree
*/
