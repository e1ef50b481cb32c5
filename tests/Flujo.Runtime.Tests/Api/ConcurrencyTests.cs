using Flujo.Runtime.Tests.CompilerServices;
using Xunit;
using Shape = Flujo.TraceShape;

namespace Flujo.Runtime.Tests.Api;

public sealed class ConcurrencyTests
{
    [Fact]
    public async Task ThousandRunsAtOnce_AreDisjointAndWhole()
    {
        using TempFolder folder = new();
        using IDisposable store = FlujoTrace.UseStore(folder.Store);
        FlujoRun[] runs = await Task.WhenAll(Enumerable.Range(0, 1000).Select(static i => Task.Run(async () =>
        {
            using FlujoRun run = FlujoTrace.StartRun($"run_{i}");
            await Step.CallAsync($"a_{i}", async () =>
            {
                await Task.Yield();
                Step.Leaf($"b_{i}");
                await Task.WhenAll(Step.CallAsync($"c_{i}", static async () => await Task.Yield()), Task.Run(() => Step.Call($"d_{i}")));
            });
            Step.Call($"e_{i}");
            return run;
        })));
        FlujoTrace.Flush(TimeSpan.FromSeconds(30));
        Assert.Equal(1000, runs.Select(static run => run.RunId).Distinct().Count());
        Assert.Equal(["1000 1000"], folder.Query("SELECT count(*), sum(status = 'completed' AND total_steps = 5) FROM runs"));
        Assert.Equal(["6000 6000 0"], folder.Query("SELECT count(*), count(DISTINCT span_id), sum(ended_at IS NULL) FROM span_rows"));
        Assert.Equal(
            ["0"],
            folder.Query(
                """
                SELECT count(*) FROM spans s JOIN runs r ON r.run_id = s.run_id LEFT JOIN spans p ON p.span_id = s.parent_span_id
                WHERE substr(s.name, instr(s.name, '_')) <> substr(r.pipeline_name, instr(r.pipeline_name, '_')) OR p.run_id <> s.run_id
                """));
        for (int i = 0; i < 1000; i += 97)
        {
            Shape.Run($"run_{i}", Shape.Step($"a_{i}", Shape.Step($"b_{i}"), Shape.Step($"c_{i}"), Shape.Step($"d_{i}")).InAnyOrder(), Shape.Step($"e_{i}")).Verify(runs[i].TraceTree);
        }
    }

    [Fact]
    public async Task TwoRunsStepByStep_StayApart()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        var turns = new SemaphoreSlim(1);
        FlujoRun[] runs = await Task.WhenAll(RunAsync("left"), RunAsync("right"));
        Assert.Equal("left(left_0, left_1, left_2)", runs[0].TraceTree.Draw());
        Assert.Equal("right(right_0, right_1, right_2)", runs[1].TraceTree.Draw());

        async Task<FlujoRun> RunAsync(string name)
        {
            using FlujoRun run = FlujoTrace.StartRun(name);
            for (int i = 0; i < 3; i++)
            {
                await turns.WaitAsync();
                await Step.CallAsync($"{name}_{i}", static async () => await Task.Yield());
                turns.Release();
                await Task.Yield();
            }

            return run;
        }
    }
}
