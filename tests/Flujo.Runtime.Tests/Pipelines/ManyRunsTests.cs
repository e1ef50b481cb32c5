using Flujo.Runtime.Tests.Api;
using Xunit;
using static Flujo.TraceShape;

namespace Flujo.Runtime.Tests.Pipelines;

public sealed class ManyRunsTests
{
    private const int Runs = 1000;

    [Fact]
    public async Task ThousandRunsWithNestedParallels_GiveThousandExactTrees()
    {
        using TempFolder folder = new();
        using IDisposable store = FlujoTrace.UseStore(folder.Store);
        PipelineResult<int>[] results = await Task.WhenAll(Enumerable.Range(0, Runs).Select(static i => new FlujoRunner<int, int>(PipelineOf(i)).ExecuteAsync(i)));
        Assert.True(FlujoTrace.Flush(TimeSpan.FromSeconds(60)));
        Assert.Equal(Runs, results.Select(static result => result.RunId).Distinct().Count());
        Assert.All(results, static (result, i) =>
        {
            Assert.Equal((true, 4 * i, 3L), (result.Success, result.Output, result.TotalTokens));
            ShapeOf(i).Verify(result.TraceTree);
        });
        Assert.Equal([$"{Runs} {Runs} {Runs * 13}"], folder.Query("SELECT count(*), sum(status = 'completed' AND total_tokens = 3), (SELECT count(*) FROM span_rows) FROM runs"));
    }

    private static Pipeline<int, int> PipelineOf(int i) => Pipeline.Create<int>($"run_{i}")
        .Step($"first_{i}", static n => n)
        .Parallel(
            $"outer_{i}",
            all => all
                .Branch($"a_{i}", body => body.Parallel(
                    $"inner_{i}",
                    inner => inner.Branch($"x_{i}", leaf => leaf.Step($"sx_{i}", UseAsync)).Branch($"y_{i}", leaf => leaf.Step($"sy_{i}", UseAsync)),
                    static results => results.Sum()))
                .Branch($"b_{i}", body => body.Step($"sb_{i}", UseAsync).Step($"double_{i}", n => CompilerServices.Step.Call($"method_{i}", () => n * 2))),
            static results => results.Sum());

    private static TraceShape ShapeOf(int i) => Run(
        $"run_{i}",
        Step($"first_{i}"),
        Parallel(
            $"outer_{i}",
            Branch($"a_{i}", Parallel($"inner_{i}", Branch($"x_{i}", Step($"sx_{i}")), Branch($"y_{i}", Step($"sy_{i}")))),
            Branch($"b_{i}", Step($"sb_{i}"), Step($"double_{i}", Step($"method_{i}")))));

    private static async Task<int> UseAsync(int n, CancellationToken cancellation)
    {
        await Task.Yield();
        FlujoTrace.Current.AddUsage(inputTokens: 1);
        return n;
    }
}
