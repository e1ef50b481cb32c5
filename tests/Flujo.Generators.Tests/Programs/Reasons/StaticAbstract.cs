// A static member that types implement has no one method behind it; the type's own has.
using System;
using Flujo;

public interface IMaking
{
    [FlujoStep]
    static abstract int Make();
}

public struct Maker : IMaking
{
    static int IMaking.Make() => Make() + 1;

    [FlujoStep("neighbour")]
    public static int Make() => 1;
}

internal static class Program
{
    public static void Run() => Console.WriteLine(Made<Maker>());

    private static int Made<T>()
        where T : IMaking => T.Make();
}

/* tree
neighbour (completed)
*/
