// Overrides, interfaces and hidden members: one step each, whoever implements it.
using System;
using System.Threading.Tasks;
using Flujo;

public abstract class Source<T>
{
    [FlujoStep("read")]
    public abstract Task<T> ReadAsync(int n);

    [FlujoStep("open")]
    public virtual object Open() => "base";

    [FlujoStep]
    protected abstract T Parse(string text);

    public T Go(string text) => Parse(text);
}

public class IntSource : Source<int>
{
    public override async Task<int> ReadAsync(int n)
    {
        await Task.Yield();
        return n + Parse("1");
    }

    public override string Open() => "covariant";

    protected override int Parse(string text) => int.Parse(text);
}

public sealed class Deeper : IntSource
{
    [FlujoStep("read_deeper")]
    public override Task<int> ReadAsync(int n) => base.ReadAsync(n * 2);

    public new string Open() => "hidden, no step";

    // A call with an int, by name, would choose this one.
    public int ReadAsync(long n) => 0;

    public Task<int> Trap(int n) => ((IntSource)this).ReadAsync(n);
}

public class Trap : IntSource
{
    protected override int Parse(string text) => 5;

    public string Parse(object text) => "chosen by name";

    public int Direct() => base.Parse("7") + Parse("6").Length;
}

public interface ILoader<in T>
{
    [FlujoStep("load")]
    string Load(T x);
}

public sealed class Loader : ILoader<string>
{
    string ILoader<string>.Load(string x) => "explicit " + x;

    public string Load(int x) => "another";
}

public sealed class Marked : ILoader<object>
{
    [FlujoStep("marked")]
    public string Load(object x) => "marked " + x;
}

internal static class Program
{
    public static async Task Run()
    {
        Source<int> source = new IntSource();
        Console.WriteLine(await source.ReadAsync(1) + await new IntSource().ReadAsync(2));
        Console.WriteLine(source.Open() + new IntSource().Open() + source.Go("9"));
        var deeper = new Deeper();
        Console.WriteLine(await ((Source<int>)deeper).ReadAsync(1) + await deeper.Trap(3));
        Console.WriteLine(deeper.Open() + ((IntSource)deeper).Open() + deeper.ReadAsync(1));
        Console.WriteLine(new Trap().Direct() + new Trap().Go("2"));
        ILoader<string> loader = new Loader();
        Console.WriteLine(loader.Load("x") + new Loader().Load(1));
        ILoader<string> marked = new Marked();
        Console.WriteLine(marked.Load("y") + new Marked().Load("z"));
    }
}

/* tree
read (completed)
  parse (completed)
read (completed)
  parse (completed)
open (completed)
open (completed)
parse (completed)
read (completed)
  parse (completed)
read (completed)
  parse (completed)
open (completed)
parse (completed)
load (completed)
load (completed)
marked (completed)
*/
