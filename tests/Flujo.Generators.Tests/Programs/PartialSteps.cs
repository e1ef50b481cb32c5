// Partial steps: the method is the wrapper, so whoever calls it is traced.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Linq.Expressions;
using System.Threading;
using System.Threading.Tasks;
using Flujo;

public interface IRanker
{
    Task<int> RankAsync(string query, CancellationToken cancellation);

    void Reset();
}

public partial class Ranker : IRanker
{
    [FlujoStep]
    public partial Task<int> RankAsync(string query, CancellationToken cancellation);

    private async Task<int> RankAsyncCore(string query, CancellationToken cancellation)
    {
        await Task.Yield();
        return Score(query.Length);
    }

    [FlujoStep("score")]
    public virtual partial int Score(int length);

    private int ScoreCore(int length) => length * 2;

    [FlujoStep]
    public partial void Reset();

    private void ResetCore() => Console.WriteLine("reset");

    [FlujoStep(MaxAttempts = 2)]
    protected internal static partial T Retried<T>(ref readonly int failures, T result)
        where T : notnull;

    private static T RetriedCore<T>(ref readonly int failures, T result)
        where T : notnull => result;
}

public sealed partial class DeepRanker : Ranker
{
    [FlujoStep("score")]
    public override partial int Score(int length);

    private int ScoreCore(int length) => base.Score(length) + 1;
}

public sealed class PlainOverride : Ranker
{
    public override int Score(int length) => -1;
}

internal static class Program
{
    public static async Task Run()
    {
        var ranker = new Ranker();
        IRanker through = ranker;
        Console.WriteLine(await ranker.RankAsync("direct", default) + await through.RankAsync("interface", default));
        Func<int, int> score = ranker.Score;
        Console.WriteLine(score(1) + new[] { 1, 2 }.Select(ranker.Score).Sum());
        Expression<Func<Ranker, int>> tree = each => each.Score(3);
        Console.WriteLine(tree + " " + tree.Compile()(ranker));
        dynamic late = ranker;
        Console.WriteLine(late.Score(4));
        Console.WriteLine(typeof(Ranker).GetMethod("Score")!.Invoke(ranker, [5]));
        Console.WriteLine(new DeepRanker().Score(6));
        Console.WriteLine(((Ranker)new PlainOverride()).Score(7));
        through.Reset();
        int failures = 1;
        Console.WriteLine(Ranker.Retried(in failures, "done"));
    }
}

/* tree
rank (completed)
  score (completed)
rank (completed)
  score (completed)
score (completed)
score (completed)
score (completed)
score (completed)
score (completed)
score (completed)
score (completed)
  score (completed)
reset (completed)
retried (completed)
*/
