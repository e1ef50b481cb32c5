// Instance, static, private, protected and internal methods that return void, a value and the four kinds of task.
using System;
using System.Threading;
using System.Threading.Tasks;
using Flujo;

public class Shapes
{
    [FlujoStep]
    public void DoNothing() => Console.WriteLine("nothing");

    [FlujoStep("add_up")]
    public int Add(int a, int b) => a + b;

    [FlujoStep]
    public static string Shout(string text) => text.ToUpperInvariant();

    [FlujoStep]
    private string Hide(string text) => text.Length + Whisper(text);

    [FlujoStep]
    private static string Whisper(string text) => text.ToLowerInvariant();

    [FlujoStep]
    protected virtual string Protect(int level) => "base " + level;

    [FlujoStep]
    internal async Task WaitAsync() => await Task.Yield();

    [FlujoStep]
    public async Task<int> CountAsync(int n, CancellationToken ct = default)
    {
        await Task.Delay(1, ct);
        return n + Add(n, n);
    }

    [FlujoStep]
    public async ValueTask PauseAsync() => await Task.Yield();

    [FlujoStep]
    private protected async ValueTask<string> NameAsync()
    {
        await PauseAsync();
        return "named";
    }

    [FlujoStep(Leaf = true)]
    public int Leaf(int x) => x * x;

    [FlujoPipeline("nightly", Version = "2")]
    public async Task<string> NightlyAsync()
    {
        await WaitAsync();
        return Hide("Quiet") + Protect(Leaf(3)) + await NameAsync();
    }
}

public sealed class Derived : Shapes
{
    protected override string Protect(int level) => "derived " + level;
}

internal static class Program
{
    [FlujoStep]
    private static int Local(int x, int y = 5) => x - y;

    public static async Task Run()
    {
        Shapes shapes = new Derived();
        shapes.DoNothing();
        Console.WriteLine(shapes.Add(1, 2));
        Console.WriteLine(Shapes.Shout("loud"));
        Console.WriteLine(await shapes.CountAsync(4));
        Console.WriteLine(await shapes.NightlyAsync());
        Console.WriteLine(Local(1));
        Console.WriteLine(Local(y: 1, x: 9));
    }
}

/* tree
do_nothing (completed)
add_up (completed)
shout (completed)
count (completed)
  add_up (completed)
nightly (completed)
  wait (completed)
  hide (completed)
    whisper (completed)
  leaf (completed)
  protect (completed)
  name (completed)
    pause (completed)
local (completed)
local (completed)
*/
