// Calls wherever a call may stand.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Linq.Expressions;
using System.Threading.Tasks;
using Flujo;

public static class Steps
{
    [FlujoStep]
    public static int One(int x = 1) => x;

    [FlujoStep]
    public static bool Is(object? x) => x is not null;

    [FlujoStep]
    public static Task<int> OneAsync() => Task.FromResult(1);
}

public class Base(int x)
{
    public int X { get; } = x;
}

public class Places() : Base(Steps.One(10))
{
    private static readonly int Static = Steps.One(20);

    private readonly int _field = Steps.One(30);

    public int Property { get; } = Steps.One(40);

    public int Arrow => Steps.One(50);

    public int this[int i]
    {
        get => Steps.One(i);
        set => Steps.One(value);
    }

    public int Sum() => X + Static + _field + Property + Arrow + this[60];

    public IEnumerable<int> Iterate()
    {
        yield return Steps.One(70);
        foreach (int i in new[] { Steps.One(71) })
            yield return Steps.One(i + 1);
    }

    public static explicit operator int(Places places) => Steps.One(80);
}

internal static class Program
{
    public static async Task Run()
    {
        var places = new Places();
        places[0] = 61;
        Console.WriteLine(places.Sum() + (int)places + places.Iterate().Sum());
        Console.WriteLine(Steps.One(Steps.One(Steps.One())) + Steps.One());
        Func<int, int> lambda = x => Steps.One(x);
        Func<Task<int>> later = async () => await Steps.OneAsync() + Steps.One();
        Func<int> old = delegate { return Steps.One(); };
        Console.WriteLine(lambda(5) + await later() + old() + Local(6) + Static());

        int Local(int x) => Steps.One(x) + places.X;
        static int Static() => Steps.One(7);

        Console.WriteLine($"{Steps.One(8)} {(Steps.Is(null) ? 1 : 2)}");
        Console.WriteLine(Steps.One(9) switch { 9 when Steps.Is(1) => "nine", _ => "none" });
        try
        {
            throw new InvalidOperationException("thrown");
        }
        catch (InvalidOperationException error) when (Steps.Is(error))
        {
            Console.WriteLine("caught");
        }

        Console.WriteLine(string.Join(",", from x in new[] { 1, 2 } where Steps.Is(x) select Steps.One(x)));
        Console.WriteLine((from x in new[] { 1, 2 }.AsQueryable() where Steps.Is(x) select Steps.One(x)).Expression.ToString());
        Expression<Func<int>> tree = () => Steps.One(11);
        Expression<Func<Func<int>>> nested = () => () => Steps.One(12);
        LambdaExpression natural = () => Steps.One(13);
        Console.WriteLine(tree + " " + nested + " " + natural + " " + tree.Compile()());
        Console.WriteLine(new[] { 1, 2 }.AsQueryable().Select(x => Steps.One(x)).Expression);
        if (Steps.Is(places) && !Steps.Is(null) | Steps.Is(1))
            Console.WriteLine(checked(Steps.One(14) + 1));
        using (new Disposable(Steps.One(15)))
            Steps.One(16);
        object[] all = [Steps.One(17), .. new[] { Steps.One(18) }.Cast<object>()];
        Console.WriteLine(all.Length + new { A = Steps.One(19) }.A);
    }

    private sealed class Disposable(int x) : IDisposable
    {
        public void Dispose() => Console.WriteLine(Steps.One(x));
    }
}

/* tree
one (completed)
one (completed)
one (completed)
one (completed)
one (completed)
one (completed)
one (completed)
one (completed)
one (completed)
one (completed)
one (completed)
one (completed)
one (completed)
one (completed)
one (completed)
one (completed)
one (completed)
one (completed)
one (completed)
one (completed)
one (completed)
one (completed)
is (completed)
one (completed)
is (completed)
is (completed)
is (completed)
one (completed)
is (completed)
one (completed)
is (completed)
is (completed)
is (completed)
one (completed)
one (completed)
one (completed)
one (completed)
one (completed)
one (completed)
one (completed)
*/
