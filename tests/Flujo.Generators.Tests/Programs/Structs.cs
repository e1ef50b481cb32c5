// Struct receivers in the places where the compiler copies them, or must not.
using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Flujo;

public interface IBump
{
    int Bump(int by);
}

public struct Tally : IBump
{
    public int Value;

    [FlujoStep]
    public int Bump(int by) => Value += by;

    [FlujoStep]
    private int Hidden(int by) => Value += by;

#pragma warning disable CS8656 // because that copy is what this is about
    public readonly int BumpCopy() => Bump(5) + Hidden(6) + Value;
#pragma warning restore CS8656

    public int BumpSelf() => this.Bump(1) + Hidden(2);

    [FlujoStep]
    public override readonly string ToString() => "tally " + Value;

    [FlujoStep]
    public readonly override int GetHashCode() => Value;
}

public sealed class Holder
{
    public Tally Field;
    public Tally[] Array = new Tally[2];
    private Tally _reference;

    public ref Tally Reference => ref _reference;

    public ref readonly Tally ReadOnly => ref _reference;

    public Tally this[int i] => Array[i];
}

internal static class Program
{
    private static readonly Tally Fixed = new() { Value = 1 };

    public static async Task Run()
    {
        var holder = new Holder();
        Tally local = default;
        local.Bump(await OneAsync());
        holder.Field.Bump(await OneAsync());
        holder.Array[await OneAsync()].Bump(await OneAsync());
        holder.Reference.Bump(1);
        holder.ReadOnly.Bump(10);
        holder[1].Bump(10);
        Fixed.Bump(10);
        Console.WriteLine($"{local.Value} {holder.Field.Value} {holder.Array[1].Value} {holder.Reference.Value} {Fixed.Value}");

        foreach (Tally each in new List<Tally> { local })
            Console.WriteLine(each.Bump(1) + each.Value);
        local.Bump(local.Bump(1) + local.Bump(2));
        local.Bump((local = new Tally { Value = 100 }).Value);
        Console.WriteLine(local.Value + " " + local.BumpCopy() + " " + local.BumpSelf() + " " + local.Value);
        Console.WriteLine(local.ToString() + local.GetHashCode() + local);
        Console.WriteLine(Ternary(true) + Pointer() + Boxed(local) + local.Value);
        Console.WriteLine(((IBump)local).Bump(1) + local.Value);
        var captured = new Tally();
        Action bump = () => captured.Bump(3);
        bump();
        bump();
        Console.WriteLine(captured.Value);
        Console.WriteLine(string.Join(",", Iterate()));
        var (a, b) = (new Tally(), new Tally());
        (a, b) = (b, a);
        Console.WriteLine(a.Bump(1) + b.Bump(2));
        Console.WriteLine(new Tally { Value = 7 } is { Value: > 5 } pattern ? pattern.Bump(1) + pattern.Value : 0);
    }

    private static IEnumerable<int> Iterate()
    {
        Tally tally = default;
        yield return tally.Bump(1);
        yield return tally.Bump(1);
    }

    private static int Ternary(bool first)
    {
        Tally a = default, b = default;
        (first ? ref a : ref b).Bump(4);
        return a.Value * 10 + b.Value;
    }

    private static unsafe int Pointer()
    {
        Tally tally = default;
        Tally* pointer = &tally;
        pointer->Bump(1);
        (*pointer).Bump(1);
        pointer[0].Bump(1);
        return tally.Value;
    }

    private static int Boxed(object boxed) => ((Tally)boxed).Bump(1) + ((Tally)boxed).Value;

    private static async Task<int> OneAsync()
    {
        await Task.Yield();
        return 1;
    }
}

/* tree
bump (completed)
bump (completed)
bump (completed)
bump (completed)
bump (completed)
bump (completed)
bump (completed)
bump (completed)
bump (completed)
bump (completed)
bump (completed)
bump (completed)
bump (completed)
hidden (completed)
bump (completed)
hidden (completed)
to_string (completed)
get_hash_code (completed)
bump (completed)
bump (completed)
bump (completed)
bump (completed)
bump (completed)
bump (completed)
bump (completed)
bump (completed)
bump (completed)
bump (completed)
bump (completed)
bump (completed)
*/
