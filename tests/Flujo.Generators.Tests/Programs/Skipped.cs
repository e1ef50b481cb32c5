// Methods whose calls are not traced yet, or never: the program does what it did.
using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using Flujo;

public class Skipped
{
    private int _field = 1;

    [FlujoStep]
    public async void AsyncVoid() => await Task.CompletedTask;

    [FlujoStep]
    public ref int Reference() => ref _field;

    [FlujoStep]
    public IEnumerable<int> Iterator()
    {
        yield return 1;
    }

    [FlujoStep]
    public IEnumerator Old()
    {
        yield return 1;
    }

    [FlujoStep]
    public IEnumerable<int> Sequence()
    {
        return Inner();

        static IEnumerable<int> Inner()
        {
            yield return 2;
        }
    }

    [FlujoStep]
    public async IAsyncEnumerable<int> StreamAsync()
    {
        await Task.Yield();
        yield return 3;
    }

    [FlujoStep]
    public int Span(ReadOnlySpan<char> text) => text.Length;

    [FlujoStep]
    public Span<int> SpanOut(int[] x) => x;

    [FlujoStep]
    public string AllowsRefStruct<T>(T x)
        where T : allows ref struct => typeof(T).Name;

    [FlujoStep]
    private Nested Private(Nested x) => x;

    [FlujoStep]
    private List<Nested[]> PrivateArgument() => [];

    [FlujoStep]
    public static int operator +(Skipped a, int b) => b;

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
        return Private(new Nested()).X + PrivateArgument().Count + Local(1) + lambda(2) + (this + 3) + Property + new Nested().Method();
    }

    [FlujoStep]
    ~Skipped()
    {
    }

    private sealed class Nested
    {
        public int X = 5;

        [FlujoStep]
        public int Method() => X;
    }

    protected sealed class Protected
    {
        [FlujoStep]
        public int Method() => 6;
    }

    public int UseProtected() => new Protected().Method();
}

public ref struct RefStruct
{
    [FlujoStep]
    public int Method() => 7;
}

file sealed class FileLocal
{
    [FlujoStep]
    public int Method() => 8;
}

public static unsafe class Pointers
{
    [FlujoStep]
    public static int Pointer(int* x) => *x;

    [FlujoStep]
    public static int FunctionPointer(delegate*<int, int> f) => f(9);

    public static int Nine(int x) => x;
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
    public static async Task Run()
    {
        var skipped = new Skipped();
        skipped.AsyncVoid();
        skipped.Reference() = 5;
        Console.WriteLine(skipped.Reference() + skipped.Iterator().Sum() + skipped.Use() + skipped.UseProtected());
        Console.WriteLine(skipped.Old().MoveNext());
        IEnumerable<int> sequence = skipped.Sequence();
        Console.WriteLine(sequence.Sum());
        await foreach (int x in skipped.StreamAsync())
            Console.WriteLine(x);
        Console.WriteLine(skipped.Span("abc") + skipped.SpanOut([1, 2]).Length + skipped.AllowsRefStruct("x".AsSpan()));
        Console.WriteLine(new RefStruct().Method() + new FileLocal().Method());
        Unsafe();
        _ = Own.RunAsync();
    }

    private static unsafe void Unsafe()
    {
        int x = 10;
        Console.WriteLine(Pointers.Pointer(&x) + Pointers.FunctionPointer(&Pointers.Nine));
    }
}

/* tree
sequence (completed)
*/
