// Arguments of every kind: by reference, by name, left out, gathered, dynamic.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using Flujo;

public sealed class Arguments
{
    [FlujoStep]
    public int ByReference(ref int a, in long b, out string c, ref readonly double d)
    {
        a += (int)b;
        c = "out" + d;
        return a;
    }

    [FlujoStep]
    private bool Scoped(scoped ref int a, scoped in int b) => a++ == b;

    [FlujoStep]
    public static string Gather(string first, params object?[] rest) => first + rest.Length + rest.GetType().Name;

    [FlujoStep]
    public static int Sum(params IEnumerable<int> numbers) => numbers.Sum();

    [FlujoStep]
    public static string Optional(int a, string b = "b", DateTime c = default, decimal d = 1.5m, DayOfWeek e = DayOfWeek.Monday, int? f = 4) =>
        $"{a}{b}{c.Year}{d}{e}{f}";

    [FlujoStep]
    public static string Caller(int x, [CallerLineNumber] int line = 0, [CallerMemberName] string member = "", [CallerArgumentExpression(nameof(x))] string text = "") =>
        $"{x} {line > 0} {member} {text}";

    [FlujoStep]
    public static (int Sum, string? Text) Tuple((int A, int B) pair, (string, List<(int X, int Y)>)? other = null) => (pair.A + pair.B, other?.Item1);

    [FlujoStep]
    public static string Dynamic(dynamic? x, List<dynamic> list) => $"{x} {list.Count}";

    public static string Dynamic(string x, List<dynamic> list) => "the other one";

    [FlujoStep]
    public static dynamic Echo(object x) => x;

    [FlujoStep]
    public static string?[]? Arrays(string?[][,] a, int[]?[] b) => a.Length == b.Length ? null : [null];

    [FlujoStep]
    public static nint Native(nint a, nuint b) => a + (nint)b;

    public string UseScoped()
    {
        int a = 1;
        return Scoped(ref a, 1) + " " + a;
    }
}

internal static class Program
{
    private static int s_order;

    private static int Next(string what)
    {
        Console.WriteLine($"{what} {++s_order}");
        return s_order;
    }

    public static Task Run()
    {
        s_order = 0;
        var arguments = new Arguments();
        int a = 1;
        double d = 2.5;
        Console.WriteLine(arguments.ByReference(ref a, 5, out string c, in d) + c + a);
        Console.WriteLine(arguments.ByReference(ref a, 5L, out _, ref d));
        int[] array = [1, 2];
        Console.WriteLine(arguments.ByReference(ref array[1], array[0], out var e, in d) + e + array[1]);
        Console.WriteLine(arguments.UseScoped());
        Console.WriteLine(Arguments.Gather("x") + Arguments.Gather("x", 1, "2", null) + Arguments.Gather("x", new string[] { "a" }));
        Console.WriteLine(Arguments.Gather("x", null, null));
        Console.WriteLine(Arguments.Sum(1, 2, 3) + Arguments.Sum(new List<int> { 4 }) + Arguments.Sum());
        Console.WriteLine(Arguments.Optional(1) + Arguments.Optional(f: Next("f"), a: Next("a"), b: null!) + Arguments.Optional(1, d: 2));
        Console.WriteLine(Arguments.Caller(1 + 2));
        Console.WriteLine(Arguments.Tuple((1, 2)).Sum + Arguments.Tuple((A: 3, B: 4), ("t", [])).Text);
        Console.WriteLine(Arguments.Dynamic((object)"s", []) + Arguments.Dynamic((object?)null, [1]));
        dynamic late = "late";
        Console.WriteLine(Arguments.Dynamic(late, new List<dynamic>()));
        Console.WriteLine(Arguments.Echo("echo").Length);
        Console.WriteLine(Arguments.Arrays([], []) is null);
        Console.WriteLine(Arguments.Native(1, 2));
        return Task.CompletedTask;
    }
}

/* tree
by_reference (completed)
by_reference (completed)
by_reference (completed)
scoped (completed)
gather (completed)
gather (completed)
gather (completed)
gather (completed)
sum (completed)
sum (completed)
sum (completed)
optional (completed)
optional (completed)
optional (completed)
caller (completed)
tuple (completed)
tuple (completed)
dynamic (completed)
dynamic (completed)
echo (completed)
arrays (completed)
native (completed)
*/
