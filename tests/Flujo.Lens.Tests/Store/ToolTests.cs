using Flujo.Lens.Tests.Support;

namespace Flujo.Lens.Tests.Store;

/// <summary>The built tool, started as a user starts it.</summary>
public sealed class ToolTests : IDisposable
{
    private readonly TestStore _store = new();

    public ToolTests() => Samples.AddResearch(_store);

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task List_WritesUtf8WithoutAByteOrderMark()
    {
        _store.AddRun("abc", "日本 😀", secondsAgo: 1);

        Session session = await Tool.RunAsync(_store.Path, "lens", "list");

        Assert.Equal(0, session.ExitCode);
        Assert.StartsWith("abc\t日本 😀\t", session.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WrongVerb_ExitsWithTwo() => Assert.Equal(2, (await Tool.RunAsync(_store.Path, "lens", "nothing")).ExitCode);

    [Fact]
    public async Task WithoutArguments_NamesTheVerbs() =>
        Assert.Equal((2, ""), ((await Tool.RunAsync(_store.Path)) is var session ? session.ExitCode : 0, session.Output));

    [Fact]
    public async Task MissingStore_ExitsWithOne() =>
        Assert.Equal(1, (await Tool.RunAsync(_store.Path + ".missing", "lens", "list")).ExitCode);

    [Fact]
    public async Task Version_IsPrinted()
    {
        Session session = await Tool.RunAsync(_store.Path, "--version");

        Assert.Matches(@"^\d+\.\d+\.\d+", session.Output);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task StoreThatMayNotBeWritten_IsReadAndLeftAlone(bool hasWal)
    {
        Assert.SkipUnless(Tool.CanRunAsNobody, "needs root, to become nobody");
        string[] before = LayOutForOthers(hasWal);

        Session session = await Tool.RunAsNobodyAsync(_store.Path, "lens", "trace", "4f0c");

        Assert.Equal("", session.Error);
        Assert.Equal(8, session.Lines.Length);
        Assert.Equal(before, _store.FileNames);
    }

    [Fact]
    public async Task StoreThatMayNotBeRead_SaysSoInEveryVerb()
    {
        Assert.SkipUnless(Tool.CanRunAsNobody, "needs root, to become nobody");
        LayOutForOthers(hasWal: false);
        Permissions.CloseForOthers(_store.Path);
        string[] before = _store.FileNames;

        await Parallel.ForEachAsync(BadStoreTests.Verbs.Select(static row => row.Data), async (line, _) =>
        {
            Session session = await Tool.RunAsNobodyAsync(_store.Path, ["lens", .. line.Split(' ')]);

            Assert.Equal((1, ""), (session.ExitCode, session.Output));
            Assert.Contains("permissions", session.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", session.Error, StringComparison.Ordinal);
        });

        Assert.Equal(before, _store.FileNames);
    }

    [Theory]
    [InlineData("delete 4f0c")]
    [InlineData("prune --keep 0")]
    [InlineData("ship")]
    public async Task StoreThatMayNotBeWritten_IsNotChangedAndSaysSo(string line)
    {
        Assert.SkipUnless(Tool.CanRunAsNobody, "needs root, to become nobody");
        string[] before = LayOutForOthers(hasWal: false);

        Session session = await Tool.RunAsNobodyAsync(_store.Path, ["lens", .. line.Split(' ')]);

        Assert.Equal((1, ""), (session.ExitCode, session.Output));
        Assert.True(session.Error.Split("  try: ").Length > 2, session.Error);
        Assert.DoesNotContain("lens failed", session.Error, StringComparison.Ordinal);
        Assert.Equal(before, _store.FileNames);
    }

    /// <summary>Readable for everybody and writable for root; with a log that no shared memory belongs to, as a copy has it.</summary>
    private string[] LayOutForOthers(bool hasWal)
    {
        if (hasWal)
        {
            string wal = _store.Path + "-wal";
            File.Copy(wal, wal + ".kept");
            File.Copy(_store.Path, _store.Path + ".kept");
            _store.Close();
            File.Move(wal + ".kept", wal);
            File.Move(_store.Path + ".kept", _store.Path, overwrite: true);
        }
        else
        {
            _store.Close();
        }

        Permissions.OpenForReading(_store.Folder);
        return _store.FileNames;
    }
}
