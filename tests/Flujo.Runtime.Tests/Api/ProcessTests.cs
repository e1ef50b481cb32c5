using Xunit;

namespace Flujo.Runtime.Tests.Api;

/// <summary>What belongs to the whole process, each in a process of its own.</summary>
public sealed class ProcessTests : IDisposable
{
    private const string Runs = "SELECT pipeline_name, status, total_steps FROM runs ORDER BY started_at";
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task FirstRunWithoutAnySetting_IsTraced()
    {
        Child child = await RunAsync("first-run");
        Assert.Equal("first Completed 1", child.Output["tree"]);
        Assert.Equal(["first completed 1"], _folder.Query(Runs));
        Assert.Equal("42", _folder.Query("SELECT final_output FROM runs").Single());
        Assert.Equal(["flujo_ops.db"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task TracingOff_ChangesNoResultAndLeavesNoFile()
    {
        Child child = await Child.RunAsync(_folder, ["off"], ("FLUJO_DISABLE_TRACING", "1"));
        Assert.Equal((0, ""), (child.ExitCode, child.Error));
        Assert.Equal("null", child.Output["tree"]);
        Assert.Equal("0", child.Output["history"]);
        Assert.Equal("0", child.Output["files"]);
        Assert.Equal("False False True", child.Output["enabled"]);
        Assert.Matches("^[0-9a-f]{32}$", child.Output["run_id"]);
        Child traced = await RunAsync("off", expectNoise: true);
        Assert.Equal("off", traced.Output["tree"]);
        Assert.Equal("3", traced.Output["history"]);
        Assert.All(
            ["result", "retried", "failure", "status", "broken", "resumed"], key => Assert.Equal(traced.Output[key], child.Output[key]));
        Assert.Equal("3 after 3", child.Output["retried"]);
        Assert.Equal("Failed", child.Output["broken"]);
    }

    [Fact]
    public async Task ImplicitRunsOff_LeavesRunsByName()
    {
        Child child = await RunAsync("no-implicit-runs");
        Assert.Equal("0", child.Output["files"]);
        Assert.Equal(["by_name completed 1", "pipeline_method completed 1", "in_block completed 0"], _folder.Query(Runs));
    }

    [Fact]
    public async Task ShareOfImplicitRuns_TakesWholeCalls()
    {
        await RunAsync("share-of-implicit-runs");
        Assert.Equal(["outer_block 2 2", "outer_step 2 2"], _folder.Query("SELECT pipeline_name, min(total_steps), max(total_steps) FROM runs GROUP BY 1 ORDER BY 1"));
        Assert.All(_folder.Query("SELECT count(*) FROM runs GROUP BY pipeline_name"), static count => Assert.InRange(int.Parse(count), 90, 210));
    }

    [Fact]
    public async Task ConfigureBeforeTheFirstSpan_Holds()
    {
        Child child = await RunAsync("configure", expectNoise: true);
        Assert.Equal(("False", "False", "True", "False"), (child.Output["null"], child.Output["throwing"], child.Output["configured"], child.Output["late"]));
        Assert.Equal("1", child.Output["notes"]);
        string spans = string.Concat(_folder.Query("SELECT name, attributes FROM spans"));
        Assert.DoesNotContain("Hunter2", spans, StringComparison.Ordinal);
        Assert.DoesNotContain("elephant", spans, StringComparison.Ordinal);
        Assert.Contains("animal", spans, StringComparison.Ordinal);
        Assert.Equal(1, child.Error.Split('\n').Count(static line => line.Contains("[configure_failed]", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task ConfigureAfterTheFirstSpan_IsANote()
    {
        Child child = await RunAsync("configure-late", expectNoise: true);
        Assert.Equal(("False", "True"), (child.Output["late"], child.Output["enabled"]));
        Assert.Contains("configured_late", child.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exit_StoresTheRest()
    {
        await RunAsync("exit");
        Assert.Equal(["left_open interrupted 0", "completed completed 1"], _folder.Query(Runs));
        Assert.Equal(["flujo_ops.db"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task UnhandledException_FailsTheRunWithItsReason()
    {
        Child child = await Child.RunAsync(_folder, ["crash"]);
        Assert.NotEqual(0, child.ExitCode);
        Assert.Equal(["crashed failed 1"], _folder.Query(Runs));
        string error = _folder.Query("SELECT error FROM runs").Single();
        Assert.StartsWith("InvalidOperationException: nobody catches this", error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shutdown_TakesEveryTimeAndEndsQuietly()
    {
        Child child = await RunAsync("shutdown");
        Assert.Equal("True True", child.Output["flush"]);
        Assert.Equal("True True", child.Output["shutdown"]);
        Assert.Equal("32 Completed null 0", child.Output["after"]);
        Assert.Equal(["before completed 1"], _folder.Query(Runs));
    }

    private async Task<Child> RunAsync(string scenario, bool expectNoise = false)
    {
        Child child = await Child.RunAsync(_folder, [scenario]);
        Assert.Equal(0, child.ExitCode);
        if (!expectNoise)
        {
            Assert.Equal("", child.Error);
        }

        return child;
    }
}
