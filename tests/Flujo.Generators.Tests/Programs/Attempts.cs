// Steps that are tried again, with tracing on and off alike.
using System;
using System.Threading;
using System.Threading.Tasks;
using Flujo;

public sealed class Flaky
{
    private int _failures;

    public Flaky Failing(int times)
    {
        _failures = times;
        return this;
    }

    [FlujoStep(MaxAttempts = 3)]
    public int Value(int x) => Fails() ? throw new InvalidOperationException("value") : x;

    [FlujoStep(MaxAttempts = 2, RetryDelayMilliseconds = 1)]
    public void Nothing() => Value(Fails() ? throw new InvalidOperationException("nothing") : 1);

    [FlujoStep(MaxAttempts = 3)]
    private async Task<string> ResultAsync<T>(T x)
        where T : notnull
    {
        await Task.Yield();
        return Fails() ? throw new InvalidOperationException("result") : x.ToString()!;
    }

    [FlujoStep(MaxAttempts = 3, RetryDelayMilliseconds = 1)]
    public async Task PlainAsync(CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        await Task.Yield();
        if (Fails())
            throw new InvalidOperationException("plain");
    }

    [FlujoStep(MaxAttempts = 2)]
    public ValueTask<int> EarlyAsync(int x) => Fails() ? throw new InvalidOperationException("early") : new(x);

    [FlujoStep(MaxAttempts = 2)]
    public async ValueTask ValueAsync()
    {
        await Task.Yield();
        if (Fails())
            throw new InvalidOperationException("value task");
    }

    [FlujoStep(MaxAttempts = 2)]
    public async Task<int> FirstTaskAsync()
    {
        await Task.Delay(1);
        return 9;
    }

    public Task<string> CallAsync() => ResultAsync(5);

    private bool Fails() => _failures-- > 0;
}

public readonly struct Retried(Flaky flaky)
{
    [FlujoStep(MaxAttempts = 2)]
    public int Read() => flaky.Value(6);

    [FlujoStep(MaxAttempts = 2)]
    private string Hidden(string text) => flaky.Value(7) + text;

    public string Show() => Hidden("!");
}

internal static class Program
{
    [FlujoStep(MaxAttempts = 2)]
    private static string Static(params string[] body) => body.Length == 0 ? throw new ArgumentException("empty") : body[0];

    public static async Task Run()
    {
        var flaky = new Flaky();
        Console.WriteLine(flaky.Value(1));
        Console.WriteLine(flaky.Failing(2).Value(2));
        await Try(() => flaky.Failing(3).Value(3));
        flaky.Failing(1).Nothing();
        Console.WriteLine(await flaky.CallAsync() + await flaky.Failing(2).CallAsync());
        await Try(() => flaky.Failing(9).CallAsync());
        await flaky.Failing(1).PlainAsync(default);
        await Try(() => flaky.Failing(0).PlainAsync(new CancellationToken(canceled: true)));
        Console.WriteLine(await flaky.Failing(1).EarlyAsync(4));
        await flaky.Failing(1).ValueAsync();
        Console.WriteLine(await flaky.FirstTaskAsync());
        Console.WriteLine(new Retried(flaky.Failing(3)).Read() + new Retried(flaky.Failing(0)).Show());
        await Try(() => Static());
        Console.WriteLine(Static("s"));
    }

    private static async Task Try(Func<object> action)
    {
        try
        {
            if (action() is Task task)
                await task;
        }
        catch (Exception error)
        {
            Console.WriteLine(error.GetType().Name + " " + error.Message);
        }
    }
}

/* tree
value (completed)
  attempt (completed)
value (completed)
  attempt (failed)
  attempt (failed)
  attempt (completed)
value (failed)
  attempt (failed)
  attempt (failed)
  attempt (failed)
nothing (completed)
  attempt (failed)
  attempt (completed)
    value (completed)
      attempt (completed)
result (completed)
  attempt (completed)
result (completed)
  attempt (failed)
  attempt (failed)
  attempt (completed)
result (failed)
  attempt (failed)
  attempt (failed)
  attempt (failed)
plain (completed)
  attempt (failed)
  attempt (completed)
plain (cancelled)
  attempt (cancelled)
early (completed)
  attempt (failed)
  attempt (completed)
value (completed)
  attempt (failed)
  attempt (completed)
first_task (completed)
  attempt (completed)
read (completed)
  attempt (failed)
    value (failed)
      attempt (failed)
      attempt (failed)
      attempt (failed)
  attempt (completed)
    value (completed)
      attempt (completed)
hidden (completed)
  attempt (completed)
    value (completed)
      attempt (completed)
static (failed)
  attempt (failed)
  attempt (failed)
static (completed)
  attempt (completed)
*/

/* output
1
2
InvalidOperationException value
55
InvalidOperationException result
OperationCanceledException The operation was canceled.
4
9
67!
ArgumentException empty
s
*/
