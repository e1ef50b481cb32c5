// Generic methods, generic types, nested ones, constraints of every kind, and private members among them.
using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Flujo;

public interface IShape
{
    string Name { get; }
}

public class Circle : IShape
{
    public string Name => "circle";
}

public class Box<T>
{
    [FlujoStep]
    public T Hold(T item) => item;

    [FlujoStep]
    public string Both<U>(T item, U other) => $"{typeof(T).Name} {item} {typeof(U).Name} {other}";

    [FlujoStep]
    public static int Count(params T[] items) => items.Length;

    [FlujoStep]
    private string Secret<U>(T item, List<U> others)
        where U : struct => $"secret {item} {others.Count}";

    public string Reveal(T item) => Secret(item, new List<int> { 1, 2 });

    public class Inner<TKey>
        where TKey : notnull
    {
        [FlujoStep]
        public Dictionary<TKey, T> Map(TKey key, T value) => new() { [key] = value };

        [FlujoStep]
        private static string Hidden(TKey key, T value) => $"hidden {key} {value}";

        public static string Show(TKey key, T value) => Hidden(key, value);
    }
}

public class Shadow<T>
{
#pragma warning disable CS0693 // because a type parameter that hides another is what this is about
    [FlujoStep]
    public string Of<T>(T inner) => typeof(T).Name + inner;
#pragma warning restore CS0693
}

public static class Constraints
{
    [FlujoStep]
    public static string Class<T>(T x)
        where T : class, IShape, new() => x.Name + new T().Name;

    [FlujoStep]
    public static string NullableClass<T>(T x)
        where T : class? => x?.ToString() ?? "null";

    [FlujoStep]
    public static int Unmanaged<T>(T x)
        where T : unmanaged => System.Runtime.CompilerServices.Unsafe.SizeOf<T>();

    [FlujoStep]
    public static string Enum<T>(T x)
        where T : struct, Enum => x.ToString();

    [FlujoStep]
    public static bool Naked<T, U>(T x, U y)
        where T : class, U => ReferenceEquals(x, y);

    [FlujoStep]
    public static int Compare<T>(T x, T y)
        where T : IComparable<T> => x.CompareTo(y);

    [FlujoStep]
    public static T? MaybeNull<T>(T? x) => x;

    [FlujoStep]
    public static async Task<T> LaterAsync<T>(T x)
        where T : notnull
    {
        await Task.Yield();
        return x;
    }

    [FlujoStep]
    private static string Quiet<T>(T x) => "quiet " + x;

    public static string Speak<T>(T x) => Quiet(x);
}

internal static class Registry<TKey, TValue>
    where TKey : notnull
    where TValue : class?
{
    private static class Nested<TThird>
    {
        [FlujoStep]
        public static string InPrivateType(TKey key) => typeof(TThird).Name + key;
    }

    [FlujoStep]
    private static string Find<TResult>(TKey key, TValue value, TResult result) => $"{key} {value} {result}";

    public static string Ask(TKey key, TValue value) => Find(key, value, 1.5m) + Nested<TKey>.InPrivateType(key);
}

internal static class Program
{
    public static async Task Run()
    {
        var box = new Box<int>();
        Console.WriteLine(box.Hold(3));
        Console.WriteLine(box.Both(1, "x"));
        Console.WriteLine(box.Both<long>(1, 2));
        Console.WriteLine(Box<string>.Count("a", "b"));
        Console.WriteLine(box.Reveal(7));
        Console.WriteLine(new Box<string>.Inner<int>().Map(1, "one")[1]);
        Console.WriteLine(Box<string>.Inner<int>.Show(2, "two"));
        Console.WriteLine(new Shadow<int>().Of("s"));
        Console.WriteLine(Constraints.Class(new Circle()));
        Console.WriteLine(Constraints.NullableClass<string?>(null));
        Console.WriteLine(Constraints.Unmanaged(3.5));
        Console.WriteLine(Constraints.Enum(DayOfWeek.Friday));
        Console.WriteLine(Constraints.Naked("a", (object)"a"));
        Console.WriteLine(Constraints.Compare(1, 2));
        Console.WriteLine(Constraints.MaybeNull<string>(null) ?? "nothing");
        Console.WriteLine(await Constraints.LaterAsync(new { A = 1 }));
        Console.WriteLine(Constraints.Speak(new { B = 2 }));
        Console.WriteLine(Registry<int, string?>.Ask(1, null));
        Console.WriteLine(Open<Circle>(new Circle()));
    }

    private static string Open<T>(T x)
        where T : class, IShape, new() => Constraints.Class(x) + new Box<T[]>().Both([x], x.Name).Length;
}

/* tree
hold (completed)
both (completed)
both (completed)
count (completed)
secret (completed)
map (completed)
hidden (completed)
of (completed)
class (completed)
nullable_class (completed)
unmanaged (completed)
enum (completed)
naked (completed)
compare (completed)
maybe_null (completed)
later (completed)
quiet (completed)
find (completed)
in_private_type (completed)
class (completed)
both (completed)
*/
