using System.Text.Json;

namespace Flujo.Packages.Tests;

public sealed class ConsumerTests(Consumer consumer) : IClassFixture<Consumer>
{
    [Fact]
    public void TracedProgram_DoesWhatItDidBefore() => Assert.Equal("sum 7, shapes 10", consumer.ProgramOutput.Trim());

    [Fact]
    public async Task Lens_ListsTheRun()
    {
        JsonElement runs = await consumer.LensAsync("list");

        JsonElement run = Assert.Single(runs.EnumerateArray());
        Assert.Equal(("import", "completed"), (Text(run, "pipeline_name"), Text(run, "status")));
        Assert.Equal(8, run.GetProperty("total_steps").GetInt32());
    }

    [Fact]
    public async Task Trace_HasTheStepsUnderOneAnother()
    {
        JsonElement root = await TraceAsync();

        JsonElement import = Children(root)[0];
        Assert.Equal("import_rows", Text(import, "name"));
        Assert.Equal(["parse_row", "parse_row", "parse_row", "save"], Children(import).Select(child => Text(child, "name")));
    }

    /// <summary>The SDK's own compiler reroutes calls, writes the other halves of partial steps, and knows extension blocks.</summary>
    [Fact]
    public async Task StepsOfEveryForm_AreTraced()
    {
        JsonElement[] steps = Children(await TraceAsync());

        Assert.Equal(["import_rows", "half", "count", "measure_text"], steps.Select(step => Text(step, "name")));
        Assert.Equal(3, steps[2].GetProperty("attributes").GetProperty("items").GetInt32());
        Assert.All(steps, step => Assert.Equal("completed", Text(step, "status")));
    }

    [Fact]
    public async Task RetriedStep_ShowsItsAttempts()
    {
        JsonElement save = Children(Children(await TraceAsync())[0]).Last();

        Assert.Equal(("completed", 2), (Text(save, "status"), save.GetProperty("attempts").GetInt32()));
        Assert.Equal(["failed", "completed"], Children(save).Select(attempt => Text(attempt, "status")));
    }

    private async Task<JsonElement> TraceAsync() => (await consumer.LensAsync("trace", "last")).GetProperty("root");

    private static JsonElement[] Children(JsonElement span) => [.. span.GetProperty("children").EnumerateArray()];

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
