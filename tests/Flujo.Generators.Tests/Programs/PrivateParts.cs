// Members that only an accessor reaches, in every kind of type.
using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Flujo;

public interface IParts
{
    [FlujoStep]
    private int Hidden(int x) => x + 1;

    [FlujoStep]
    protected string Guarded() => "guarded";

    [FlujoStep]
    private static int HiddenStatic<T>(T x) => typeof(T).Name.Length;

    public string Show() => Hidden(1) + Guarded() + HiddenStatic(2);
}

public sealed class Parts : IParts;

public abstract class Guarded<T>
{
    [FlujoStep]
    protected virtual int ByReference(in int a, ref T b, out string c, ref readonly long d)
    {
        c = "base";
        return a;
    }

    [FlujoStep]
    protected abstract Task<T> MakeAsync<U>(U seed)
        where U : class?;

    [FlujoStep]
    private protected int Both(params T[] items) => items.Length;

    [FlujoStep]
    protected internal int Open() => 3;

    [FlujoStep]
    protected static async ValueTask<T?> LaterAsync(T? x)
    {
        await Task.Yield();
        return x;
    }

    public async Task<string> ShowAsync(T b)
    {
        int one = 1;
        long two = 2;
        return ByReference(1, ref b, out string c, in two) + ByReference(in one, ref b, out _, ref two) + c
            + await MakeAsync("seed") + Both(b, b) + Open() + await LaterAsync(b);
    }
}

public sealed class Guard : Guarded<int>
{
    protected override int ByReference(in int a, ref int b, out string c, ref readonly long d)
    {
        c = "derived" + d;
        return b++;
    }

    protected override Task<int> MakeAsync<U>(U seed)
        where U : class => Task.FromResult(seed?.ToString()?.Length ?? 0);
}

public record struct Pair<T>(T Left, T Right)
{
    [FlujoStep]
    private void Swap() => (Left, Right) = (Right, Left);

    [FlujoStep]
    private readonly T Pick<U>(Func<T, U> key)
        where U : IComparable<U> => key(Left).CompareTo(key(Right)) < 0 ? Left : Right;

    public T Show(Func<T, int> key)
    {
        Swap();
        return Pick(key);
    }
}

public record Person(string Name)
{
    [FlujoStep]
    private Person Rename(string name) => this with { Name = name };

    public string Show() => Rename("renamed").Name;
}

public enum Color
{
    Red,
}

public static class Colors
{
    private static readonly Dictionary<Color, int> Counts = [];

    [FlujoStep]
    private static bool Count(this Color color, ref int count) => Counts.TryAdd(color, count++);

    public static int Show()
    {
        int count = 5;
        Counts.Clear();
        return (Color.Red.Count(ref count) ? 1 : 0) + (Count(Color.Red, ref count) ? 1 : 0) + count;
    }

    public static class Nested
    {
        [FlujoStep]
        private static string Deep<T>(T x, (int A, string? B)[] pairs) => x + pairs[0].B;

        public static string Show() => Deep(1.5m, [(1, "b")]);
    }
}

namespace Space.Within
{
    public static class Generic<TA, TB>
        where TA : struct
    {
        [FlujoStep]
        private static string Names(TA a, TB b) => typeof(TA).Name + typeof(TB).Name;

        public static string Show() => Names(default, default!);

        public static class Inner<TC>
        {
            [FlujoStep]
            private static string AllNames<TD>(TA a, TB b, TC c, TD d) => typeof(TA).Name + typeof(TB).Name + typeof(TC).Name + typeof(TD).Name;

            public static string Show() => AllNames(default, default!, default!, 'd');
        }
    }
}

internal static class Program
{
    public static async Task Run()
    {
        Console.WriteLine(((IParts)new Parts()).Show());
        Console.WriteLine(await new Guard().ShowAsync(7));
        Console.WriteLine(new Pair<string>("long", "x").Show(x => x.Length));
        Console.WriteLine(new Person("first").Show());
        Console.WriteLine(Colors.Show() + Colors.Nested.Show());
        Console.WriteLine(Space.Within.Generic<int, string?>.Show() + Space.Within.Generic<int, string>.Inner<byte[]>.Show());
        Outer? none = null;
        try
        {
            Outer.Call(none!);
        }
        catch (NullReferenceException)
        {
            Console.WriteLine("null");
        }
    }
}

internal class Outer
{
    [FlujoStep]
    private int Hidden() => 1;

    public static int Call(Outer outer) => outer.Hidden();
}

/* tree
hidden (completed)
guarded (completed)
hidden_static (completed)
by_reference (completed)
by_reference (completed)
make (completed)
both (completed)
open (completed)
later (completed)
swap (completed)
pick (completed)
rename (completed)
count (completed)
count (completed)
deep (completed)
names (completed)
all_names (completed)
hidden (failed)
*/
