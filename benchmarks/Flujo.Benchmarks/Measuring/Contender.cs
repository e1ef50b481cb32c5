namespace Flujo.Benchmarks.Measuring;

/// <summary>One way of making a call.</summary>
/// <param name="Name">Stands in the table.</param>
/// <param name="Shape">Only contenders of one shape are compared.</param>
/// <param name="Run">Makes the given number of calls.</param>
internal sealed record Contender(string Name, Shape Shape, Func<int, Task> Run)
{
    /// <summary>A contender that runs on one thread from begin to end.</summary>
    public static Contender Sync(string name, Action<int> run) => new(name, Shape.Sync, calls =>
    {
        run(calls);
        return Task.CompletedTask;
    });
}
