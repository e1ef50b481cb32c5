// Static methods of types that generated code cannot name: an accessor finds them by the type's reflection name; in structs it cannot.
using System;
using System.Threading.Tasks;
using Flujo;

public class Outer<T>
{
    private static class Nested
    {
        [FlujoStep]
        public static string Show(T x) => "nested " + x;
    }

    private sealed class Generic<U>
    {
        [FlujoStep]
        internal static async Task<string> ShowAsync<V>(T x, U y, V z)
        {
            await Task.Yield();
            return typeof(T).Name + typeof(U).Name + typeof(V).Name;
        }
    }

    protected struct Guarded
    {
        [FlujoStep]
        public static int Size(ref int x) => x++;
    }

    public static async Task<string> UseAsync(T x)
    {
        int size = 4;
        return Nested.Show(x) + await Generic<int>.ShowAsync(x, 2, 'c') + Guarded.Size(ref size) + size;
    }
}

file static class OfThisFile
{
    [FlujoStep]
    public static int Twice(this int x) => x * 2;

    [FlujoStep]
    private static T[] Pair<T>(T x) => [x, x];

    public static int Use() => Pair("x").Length;
}

internal static class Program
{
    public static async Task Run()
    {
        Console.WriteLine(await Outer<string>.UseAsync("x"));
        Console.WriteLine(OfThisFile.Twice(2) + 3.Twice() + OfThisFile.Use());
    }
}

/* tree
show (completed)
show (completed)
twice (completed)
twice (completed)
pair (completed)
*/
