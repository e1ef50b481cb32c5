// What looks like a call of a step and must stay as it is.
using System;
using System.Linq;
using System.Threading.Tasks;
using Flujo;

public class Animal
{
    [FlujoStep]
    public virtual string Speak(int depth) => "animal " + depth;

    [FlujoStep]
    public string Name() => "name";
}

public class Dog : Animal
{
    public override string Speak(int depth) => "dog " + base.Speak(depth + 1) + base.Name();
}

public interface ICounter
{
    [FlujoStep]
    int Next();

    [FlujoStep]
    static abstract int Make();

    [FlujoStep]
    static virtual int MakeDefault() => 4;
}

public struct StructCounter : ICounter
{
    private int _value;

    public int Next() => ++_value;

    public static int Make() => 9;
}

internal static class Program
{
    public static Task Run()
    {
        Animal animal = new Dog();
        Console.WriteLine(animal.Speak(0));
        Console.WriteLine(nameof(animal.Speak) + nameof(Animal.Name));
        Func<int, string> group = animal.Speak;
        Func<string> named = new(animal.Name);
        Console.WriteLine(group(1) + named.Invoke());
        Func<int, string> Speak = x => "a delegate " + x;
        Console.WriteLine(Speak(2));
        Console.WriteLine(Count(new StructCounter()) + Twice<StructCounter>(default) + Made<StructCounter>());
        Console.WriteLine(string.Join(",", new[] { animal }.Select(each => each.Name())));
        dynamic late = animal;
        Console.WriteLine(late.Speak(3));
        Console.WriteLine(Class(animal));
        return Task.CompletedTask;

        string Name() => "a local function";
#pragma warning disable CS8321 // because nobody calls it: it is here for its name
        string Unused() => Name();
#pragma warning restore CS8321
    }

    private static int Count<T>(T counter)
        where T : ICounter
    {
        counter.Next();
        counter.Next();
        return counter.Next();
    }

    private static int? Twice<T>(T? counter)
        where T : struct, ICounter
    {
        T copy = default;
        copy.Next();
        return counter?.Next() + copy.Next();
    }

    private static int Made<T>()
        where T : ICounter => T.Make() + T.MakeDefault();

    private static string Class<T>(T animal)
        where T : Animal => animal.Name();
}

/* tree
speak (completed)
name (completed)
*/
