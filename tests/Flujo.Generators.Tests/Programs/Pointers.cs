// Unsafe signatures: pointers, pointers to functions, arrays of pointers; public and private.
using System;
using System.Threading.Tasks;
using Flujo;

public unsafe class Pointers
{
    [FlujoStep]
    public static int Read(int* x) => *x;

    [FlujoStep]
    private int* Next(int* x) => x + 1;

    [FlujoStep]
    public static int Apply(delegate*<int, int> f, int x) => f(x);

    [FlujoStep]
    public static int Count<T>(T*[] all, out void* none)
        where T : unmanaged
    {
        none = null;
        return all.Length;
    }

    [FlujoStep(MaxAttempts = 2)]
    public static Task<int> LaterAsync(int* x) => Task.FromResult(*x);

    public int UseNext(int* x) => *Next(x);
}

internal static class Program
{
    public static async Task Run() => Console.WriteLine(Use() + await Later());

    private static unsafe Task<int> Later()
    {
        int x = 10;
        return Pointers.LaterAsync(&x);
    }

    private static unsafe int Use()
    {
        int* two = stackalloc int[] { 1, 2 };
        return Pointers.Read(two) + new Pointers().UseNext(two) + Pointers.Apply(&Twice, 4) + Pointers.Count(new[] { two, two }, out _);
    }

    private static int Twice(int x) => x * 2;
}

/* tree
read (completed)
next (completed)
apply (completed)
count (completed)
later (completed)
  attempt (completed)
*/
