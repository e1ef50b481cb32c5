// Odd places and odd signatures, one after the other, as they come together in programs.
using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Flujo;

namespace Odd.@class
{
    public class Outer<TOuter>
        where TOuter : class, IComparable<TOuter>, new()
    {
        public class Inner<TInner>
            where TInner : struct, Enum
        {
            [FlujoStep]
            private protected TResult? Convert<TResult, TKey>(TOuter? outer, TInner inner, Dictionary<TKey, List<TResult?>>? map = null)
                where TResult : class?
                where TKey : notnull => map is null ? null : map.Values.FirstOrDefault()?.FirstOrDefault();

            [FlujoStep]
            protected internal virtual string Name(TInner value = default) => $"{typeof(TOuter).Name} {value}";

            public string Use(TInner inner) => Name() + Name(inner) + this.Convert<string, int>(null, inner, new() { [1] = ["x"] });
        }

        public class Deeper<TDeep> : Inner<DayOfWeek>
        {
            protected internal override string Name(DayOfWeek value = DayOfWeek.Friday) => "deeper " + value + typeof(TDeep).Name;

            public string UseBoth() => Name() + ((Inner<DayOfWeek>)this).Name();
        }
    }

    public sealed class Thing : IComparable<Thing>
    {
        public int CompareTo(Thing? other) => 0;
    }
}

public interface IDefault
{
    [FlujoStep]
    int Twice(int x) => x * 2 + Private(x);

    [FlujoStep]
    private int Private(int x) => 1;

    [FlujoStep]
    static int Static(int x) => x + 1;
}

public sealed class Defaulted : IDefault;

public record Point([property: Obsolete] int X, int Y)
{
    [FlujoStep]
    public static int Sum(params ReadOnlySpan<int> all)
    {
        int sum = 0;
        foreach (int each in all)
            sum += each;
        return sum;
    }

    public int Total { get; } = Sum(X0, Y, 3);

    private static int X0 => 5;

    public required string Label { get; init; }

    [FlujoStep]
    public static string Show(string format, [InterpolatedStringHandlerArgument(nameof(format))] ref Handler handler) => format + handler.Text;
}

[InterpolatedStringHandler]
public ref struct Handler
{
    public string Text;

    public Handler(int literalLength, int formattedCount, string format) => Text = $"[{literalLength} {formattedCount} {format}]";

    public void AppendLiteral(string text) => Text += text;

    public void AppendFormatted<T>(T value) => Text += value;
}

public static class Callers
{
    [FlujoStep]
    public static string Where(int x, [CallerLineNumber] int line = 0, [CallerMemberName] string member = "", [CallerFilePath] string path = "", [CallerArgumentExpression(nameof(x))] string text = "") =>
        $"{x} {(line is 500 or 0 ? line : 1)} {member} {path.Length > 0} {text}";

    [FlujoStep]
    public static int Order(int a, int b = 7, int c = 8) => a * 100 + b * 10 + c;

    [FlujoStep]
    public static string Kinds(object x, IEnumerable<int> list) => x switch { int n when n > list.Count() => "more", string s => s, _ => "other" };

    [FlujoStep]
    public static int Count(List<string> all, Func<string, bool>? filter = null) => filter is null ? all.Count : all.Count(filter);

    [FlujoStep]
    public static bool TryFind([NotNullWhen(true)] string? key, [MaybeNullWhen(false)] out string value)
    {
        value = key;
        return key is not null;
    }

    [FlujoStep]
    public static ref struct_ Id(ref struct_ x) => ref x;

    [FlujoStep]
    public static scoped_ Make(scoped ref scoped_ other, scoped ReadOnlySpan<char> text) => new(other.Value + text.Length);

    [FlujoStep]
    public static async IAsyncEnumerable<int> CountAsync(int to, [EnumeratorCancellation] CancellationToken ct = default)
    {
        for (int i = 0; i < to; i++)
        {
            await Task.Delay(1, ct);
            yield return i;
        }
    }

    [FlujoStep]
    public static Task<(int Low, string? High)> TupleAsync((int A, string? B) pair) => Task.FromResult((pair.A, pair.B));

    [FlujoStep]
    public static int @int(int @class, string @record = "r", int step = 1, int error = 2, int result = 3, int callSite = 4) => @class + @record.Length + step + error + result + callSite;
}

public struct struct_
{
    public int Value;
}

public ref struct scoped_(int value)
{
    public int Value = value;

    [FlujoStep]
    public int Add(int x) => Value += x;

    [FlujoStep]
    public readonly int Get() => Value;
}

public abstract class Generic
{
    [FlujoStep]
    public virtual T Pick<T>(T one, Func<T> other)
        where T : notnull => one;
}

public sealed class Picker : Generic
{
    public override T Pick<T>(T one, Func<T> other) => other();
}

public class Fields
{
    private static readonly string s_first = Callers.Where(1);
    private readonly Lazy<string> _lazy = new(() => Callers.Where(2));

    public string All => s_first + _lazy.Value;

    public Fields()
        : this(Callers.Order(c: 1, a: 2))
    {
    }

    protected Fields(int x) => Console.WriteLine("ctor " + x);
}

internal static class Program
{
    private static int s_next;

    public static async Task Run()
    {
        Console.WriteLine(new Odd.@class.Outer<Odd.@class.Thing>.Inner<DayOfWeek>().Use(DayOfWeek.Monday));
        Console.WriteLine(new Odd.@class.Outer<Odd.@class.Thing>.Deeper<int>().UseBoth());
        IDefault defaulted = new Defaulted();
        Console.WriteLine(defaulted.Twice(4) + IDefault.Static(1));
        var point = new Point(1, 2) { Label = "label" };
        Console.WriteLine(point.Total + Point.Sum() + Point.Sum([1, 2, .. new[] { 3 }]));
        Console.WriteLine(Point.Show("fmt", $"a{point.Y}b{1 + 1}"));
        Console.WriteLine(Callers.Where(s_next + 1));
#line 500 "Other.cs"
        Console.WriteLine(Callers.Where(x: s_next++, member: "given"));
#line default
        Console.WriteLine(Callers.Order(c: Next("c"), a: Next("a"), b: Next("b")) + Callers.Order(Next("a"), c: Next("c")));
        Console.WriteLine(Callers.Kinds(3, [1, 2]) + Callers.Kinds("s", []) + (Callers.Kinds(0, []) is { Length: > 2 } kind ? kind : ""));
        Console.WriteLine(Callers.Count(["a", "b"], each => each == Callers.Kinds(each, [])));
        if (Callers.TryFind("key", out string? found) && !Callers.TryFind(null, out _))
            Console.WriteLine(found.Length);
        var value = new struct_ { Value = 1 };
        Callers.Id(ref value).Value = 9;
        Console.WriteLine(value.Value);
        Console.WriteLine(Scoped());
        using var source = new CancellationTokenSource();
        try
        {
            await foreach (int each in Callers.CountAsync(5).WithCancellation(source.Token).ConfigureAwait(false))
            {
                Console.WriteLine("item " + each);
                if (each == 1)
                    source.Cancel();
            }
        }
        catch (OperationCanceledException error)
        {
            Console.WriteLine(error.CancellationToken == source.Token);
        }

        (int low, string? high) = await Callers.TupleAsync((B: "b", A: 1) is var (b, a) ? (a, b) : default);
        Console.WriteLine(low + high);
        Console.WriteLine(Callers.@int(1, error: 5));
        Generic? generic = new Picker();
        Console.WriteLine(generic?.Pick("one", () => "other")?.Length + generic!.Pick(1, static () => 2));
        generic = null;
        Console.WriteLine(generic?.Pick(Callers.Order(1), () => 2) is null);
        Console.WriteLine(new Fields().All);
        lock (point)
            Console.WriteLine(Callers.Order(a: 1) switch { 178 => "seven", var other => other.ToString() });
        foreach (int each in Enumerable.Range(0, 2).Where(x => Callers.Order(x) > 100).Select(Squared))
            Console.WriteLine(each);
        Console.WriteLine(Local<int>(4) + Callers.Order(Callers.Order(1), Callers.Order(2)));
        Func<int, Func<int>> nested = x => () => Callers.Order(x);
        Console.WriteLine(nested(3)() + (await Task.WhenAll(Callers.TupleAsync((1, null)), Callers.TupleAsync((2, null)))).Sum(each => each.Low));
        unsafe
        {
            int raw = 3;
            int* pointer = &raw;
            Console.WriteLine(Callers.Order(*pointer));
        }

        static int Local<T>(T x) => Callers.Order(x!.GetHashCode());
    }

    private static int Scoped()
    {
        var one = new scoped_(1);
        scoped_ made = Callers.Make(ref one, "abc");
        made.Add(2);
        return made.Get() + one.Get();
    }

    [FlujoStep]
    private static int Squared(int x) => x * x;

    private static int Next(string name)
    {
        Console.Write(name + " ");
        return ++s_next;
    }
}

/* tree
name (completed)
name (completed)
convert (completed)
name (completed)
name (completed)
twice (completed)
  private (completed)
static (completed)
sum (completed)
sum (completed)
sum (completed)
show (completed)
where (completed)
where (completed)
order (completed)
order (completed)
kinds (completed)
kinds (completed)
kinds (completed)
count (completed)
  kinds (completed)
  kinds (completed)
try_find (completed)
try_find (completed)
make (completed)
add (completed)
get (completed)
get (completed)
count (cancelled) items=2
tuple (completed)
int (completed)
pick (completed)
pick (completed)
order (completed)
where (completed)
where (completed)
order (completed)
order (completed)
order (completed)
order (completed)
order (completed)
order (completed)
order (completed)
order (completed)
tuple (completed)
tuple (completed)
order (completed)
*/
