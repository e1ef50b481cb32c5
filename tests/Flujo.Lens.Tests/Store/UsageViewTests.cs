using System.Text.Json;
using Flujo.Lens.Tests.Support;

namespace Flujo.Lens.Tests.Store;

/// <summary>What lens shows of the usage that a program recorded.</summary>
public sealed class UsageViewTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flujo-lens-usage-");

    public UsageViewTests()
    {
        using IDisposable scope = FlujoTrace.UseStore(Store);
        using FlujoRun run = FlujoTrace.StartRun("research");
        using (FlujoSpan step = FlujoTrace.StartStep("ask"))
        {
            step.AddUsage(1000, 200, 0.5m, "large", cachedInputTokens: 800, reasoningTokens: 150);
            step.AddUsage(10, 1, null, "unheard\u001b[31m-of");
        }

        run.Complete();
        Assert.True(FlujoTrace.Flush(TimeSpan.FromSeconds(60)));
    }

    private string Store => Path.Combine(_folder.FullName, "store.db");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Show_NamesEachModelWithItsCostAndWhereThatComesFrom()
    {
        Session session = Session.Run(Store, new Setting { Now = DateTimeOffset.UtcNow }, "show", "last");
        Assert.Contains("cost\t$0.5, unknown for unheard\\u001b[31m-of\n", session.Output, StringComparison.Ordinal);
        Assert.Contains("usage\tlarge: 1000 tokens in (800 cached), 200 out (150 reasoning), cost $0.5 (given)\n", session.Output, StringComparison.Ordinal);
        Assert.Contains("usage\tunheard\\u001b[31m-of: 10 tokens in, 1 out, cost unknown\n", session.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void ShowJson_HasUsageByModel()
    {
        JsonElement usage = Session.Run(Store, new Setting { Now = DateTimeOffset.UtcNow }, "show", "last", "--json").Json.GetProperty("usage");
        Assert.Equal(
            ["model input_tokens output_tokens cached_input_tokens reasoning_tokens cost_usd cost_source"],
            usage.EnumerateArray().Select(static each => string.Join(' ', each.EnumerateObject().Select(static field => field.Name))).Distinct());
        Assert.Equal(
            ["""large 800 150 0.5 given""", """unheard 0 0  """],
            usage.EnumerateArray().Select(static each => $"{each.GetProperty("model").GetString()!.Split('\u001b')[0]} {each.GetProperty("cached_input_tokens")} {each.GetProperty("reasoning_tokens")} {each.GetProperty("cost_usd")} {each.GetProperty("cost_source").GetString()}"));
    }

    [Fact]
    public void Stats_NamesTheModelsWhoseCostsAreUnknown()
    {
        var now = new Setting { Now = DateTimeOffset.UtcNow };
        Assert.Contains("cost\tunknown for unheard\\u001b[31m-of\n", Session.Run(Store, now, "stats").Output, StringComparison.Ordinal);
        Assert.Contains("cost\tunknown for", Session.Run(Store, now, "stats", "--pipeline", "research").Output, StringComparison.Ordinal);
        Assert.DoesNotContain("unknown for", Session.Run(Store, now, "stats", "--pipeline", "other").Output, StringComparison.Ordinal);
        Assert.DoesNotContain("unknown for", Session.Run(Store, new Setting { Now = DateTimeOffset.UtcNow.AddHours(2) }, "stats", "--hours", "1").Output, StringComparison.Ordinal);
        Assert.Equal("""["unheard\u001B[31m-of"]""", Session.Run(Store, now, "stats", "--json").Json.GetProperty("unpriced_models").GetRawText().Replace("\n", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Trace_HasUsageByModel()
    {
        JsonElement step = Session.Run(Store, new Setting { Now = DateTimeOffset.UtcNow }, "trace", "last", "--json").Json.GetProperty("root").GetProperty("children")[0];
        Assert.Equal(2, step.GetProperty("usage").GetArrayLength());
        Assert.Contains("usage: large: 1000 tokens in (800 cached)", Session.Run(Store, new Setting { Now = DateTimeOffset.UtcNow }, "trace", "last", "--attributes").Output, StringComparison.Ordinal);
    }
}
