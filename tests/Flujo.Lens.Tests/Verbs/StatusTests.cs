using System.Text.Json;
using Flujo.Lens.Tests.Support;
using Flujo.Storage;

namespace Flujo.Lens.Tests.Verbs;

public sealed class StatusTests : IDisposable
{
    private readonly TestStore _store = new();

    public StatusTests()
    {
        Samples.AddResearch(_store);
        Samples.AddFailed(_store);
        _store.Execute("INSERT INTO drops VALUES(1, 1, 1, 5), (0, 1, 2, 2)");
    }

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Status_SaysWhatTheStoreHolds()
    {
        JsonElement json = Session.Run(_store, "status", "--json").Json;

        Assert.Equal(_store.Path, json.GetProperty("path").GetString());
        Assert.Equal(StoreSchema.Version, json.GetProperty("schema_version").GetInt32());
        Assert.Equal((2, 11, 7), (Number(json, "runs"), Number(json, "spans"), Number(json, "dropped_records")));
        Assert.Equal(new FileInfo(_store.Path).Length, Number(json, "size_bytes"));
        Assert.Empty(json.GetProperty("open_journals").EnumerateArray());
    }

    [Fact]
    public void LivingProgram_IsNamed()
    {
        string path = Path.Combine(_store.Folder, "live.db");
        using IDisposable scope = FlujoTrace.UseStore(path);
        using FlujoRun run = FlujoTrace.StartRun("open");
        Assert.True(FlujoTrace.Flush(TimeSpan.FromSeconds(30)));

        JsonElement json = Session.Run(path, new Setting(), "status", "--json").Json;

        JsonElement journal = Assert.Single(json.GetProperty("open_journals").EnumerateArray());
        Assert.Equal(Environment.ProcessId, Number(journal, "process_id"));
        Assert.Equal(1, Number(json, "journal_files"));
    }

    [Fact]
    public void OnATerminal_SizesAreReadable() =>
        Assert.Matches("size +[0-9.]+ kB", Session.OnTerminal(_store, "status").Output);

    [Fact]
    public void Utc_MakesTimesExactOnATerminal()
    {
        Assert.Contains("ago", Session.OnTerminal(_store, "list").Output, StringComparison.Ordinal);
        Session exact = Session.OnTerminal(_store, "list", "--utc");
        Assert.DoesNotContain("ago", exact.Output, StringComparison.Ordinal);
        Assert.Contains("2026-03-14T15:08:56.5350000Z", exact.Output, StringComparison.Ordinal);
    }

    private static long Number(JsonElement json, string name) => json.GetProperty(name).GetInt64();
}
