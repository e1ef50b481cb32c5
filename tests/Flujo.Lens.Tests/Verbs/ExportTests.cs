using System.Text.Json;
using Flujo.Lens.Tests.Support;
using Flujo.Vocabulary;

namespace Flujo.Lens.Tests.Verbs;

public sealed class ExportTests : IDisposable
{
    private readonly TestStore _store = new();

    public ExportTests()
    {
        TestRun run = Samples.AddResearch(_store);
        run.AddAttribute(2, "text", "a\u001b[31m\n\u202e😀", AttributeType.String);
        run.AddAttribute(2, "number", 7L, AttributeType.Long, setAt: 1);
        run.AddAttribute(2, "real", 1.5, AttributeType.Double, setAt: 2);
        run.AddAttribute(2, "flag", 1L, AttributeType.Bool, setAt: 3);
        run.AddAttribute(2, "nothing", null, AttributeType.Null, setAt: 4);
        run.AddEvent(2, "prompt", """{"role":"user","text":"Who?"}""");
        run.AddEvent(2, "event", """{"a":1,"b":null}""");
        _store.AddRun("open", status: FlujoStatus.Running, seconds: null);
    }

    private string File => Path.Combine(_store.Folder, "run.json");

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData("4f0c", "")]
    [InlineData("4f0c", "--events --attributes")]
    [InlineData("4f0c", "--prompt-preview-len 2")]
    [InlineData("4f0c", "--json")]
    [InlineData("open", "")]
    [InlineData("open", "--json")]
    public void ExportThenFromFile_EqualsTrace(string id, string options)
    {
        Session export = Session.Run(_store, "export", id, "--format", "json");
        System.IO.File.WriteAllText(File, export.Output);
        string[] flags = options.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        Session trace = Session.Run(_store, ["trace", id, .. flags]);
        Session fromFile = Session.Run(null, new Setting(), ["from-file", File, .. flags]);

        Assert.Equal(trace, fromFile);
        Assert.Equal(0, fromFile.ExitCode);
    }

    [Fact]
    public void WhatTraceWrites_IsReadAsWell()
    {
        System.IO.File.WriteAllText(File, Session.Run(_store, "trace", "4f0c", "--json").Output);

        Assert.Equal(Session.Run(_store, "trace", "4f0c").Output, Session.Run(null, new Setting(), "from-file", File).Output);
    }

    [Fact]
    public void Export_HasTheDetailsOfTheRun()
    {
        JsonElement json = Session.Run(_store, "export", "4f0c").Json;

        Assert.Equal("1.2", json.GetProperty("details").GetProperty("pipeline_version").GetString());
        Assert.Equal("research", json.GetProperty("root").GetProperty("name").GetString());
    }

    [Fact]
    public void DeepChain_GoesThroughAFile()
    {
        _store.BeginBatch();
        TestRun run = _store.AddRun("deep");
        for (int i = 2; i < 20_000; i++)
        {
            run.AddSpan(i, i - 1, "s");
        }

        _store.Close();
        System.IO.File.WriteAllText(File, Session.Run(_store, "export", "deep").Output);

        Assert.Equal(Session.Run(_store, "trace", "deep").Output, Session.Run(null, new Setting(), "from-file", File).Output);
    }

    [Theory]
    [InlineData("")]
    [InlineData("text")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"run_id\":1,\"root\":null}")]
    [InlineData("{\"run_id\":\"a\",\"root\":{\"name\":\"x\"}}")]
    [InlineData("{\"run_id\":\"a\",\"root\":[]}")]
    [InlineData("{\"run_id\":\"a\",\"root\":{\"children\":[7]}}")]
    public void FileThatHoldsNoRun_IsAnError(string content)
    {
        System.IO.File.WriteAllText(File, content);

        AssertFails(Session.Run(null, new Setting(), "from-file", File, "--json"));
    }

    [Fact]
    public void MissingFileAndFolder_AreErrors()
    {
        AssertFails(Session.Run(null, new Setting(), "from-file", File));
        AssertFails(Session.Run(null, new Setting(), "from-file", _store.Folder));
        AssertFails(Session.Run(null, new Setting(), "from-file", ""));
    }

    private static void AssertFails(Session session)
    {
        Assert.Equal((1, ""), (session.ExitCode, session.Output));
        Assert.True(session.Error.Split("  try: ").Length > 2, session.Error);
        Assert.DoesNotContain("lens failed", session.Error, StringComparison.Ordinal);
    }
}
