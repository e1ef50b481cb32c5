using Flujo.Lens.Terminal;
using Flujo.Lens.Tests.Support;
using Flujo.Lens.Verbs;
using Flujo.Storage;
using Microsoft.Data.Sqlite;

namespace Flujo.Lens.Tests.Store;

public sealed class BadStoreTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flujo-lens-tests-");

    public static TheoryData<string> Verbs => [
        "list", "get abc", "show abc", "trace abc", "spans abc", "stats", "export abc",
        "delete abc", "prune --keep 1", "prune --keep 1 --dry-run", "status", "audit", "audit abc", "ship",
    ];

    private string Store => Path.Combine(_folder.FullName, "x.db");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Verbs))]
    public void MissingStore_IsAnErrorAndNotCreated(string line)
    {
        AssertFails(Session.Run(Store, new Setting(), [.. line.Split(' '), "--json"]), "there is no store at " + Store);

        Assert.Empty(_folder.GetFileSystemInfos());
    }

    [Fact]
    public void MissingFolder_IsNotCreated()
    {
        string path = Path.Combine(_folder.FullName, "no", "such", "x.db");

        AssertFails(Session.Run(path, new Setting(), "list"), path);

        Assert.Empty(_folder.GetFileSystemInfos());
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public void Folder_IsAnError(string line) => AssertFails(Session.Run(_folder.FullName, new Setting(), line.Split(' ')), "is a folder");

    [Theory]
    [MemberData(nameof(Verbs))]
    public void TextFile_IsNotAStore(string line)
    {
        File.WriteAllText(Store, new string('x', 5000));

        AssertFails(Session.Run(Store, new Setting(), line.Split(' ')), "not a Flujo store");
        Assert.Single(_folder.GetFileSystemInfos());
        Assert.Equal(new string('x', 5000), File.ReadAllText(Store));
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public void EmptyFile_IsNotAStoreAndStaysEmpty(string line)
    {
        File.WriteAllText(Store, "");

        AssertFails(Session.Run(Store, new Setting(), line.Split(' ')), "it is empty");
        Assert.Equal(0, new FileInfo(Store).Length);
    }

    [Fact]
    public void DatabaseOfAnotherProgram_IsNotAStore()
    {
        Execute("CREATE TABLE t(a)");

        AssertFails(Session.Run(Store, new Setting(), "list"), "of another program");
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public void NewerStore_SaysToUpdateLens(string line)
    {
        Execute($"PRAGMA application_id = {StoreSchema.ApplicationId}; PRAGMA user_version = 999; CREATE TABLE t(a)");

        Session session = Session.Run(Store, new Setting(), line.Split(' '));

        AssertFails(session, "newer Flujo");
        Assert.Contains("dotnet tool update", session.Error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public void LockedStore_TimesOutWithHints(string line)
    {
        using var store = new TestStore();
        store.AddRun("abc");
        store.Close();
        using var owner = new SqliteConnection($"Data Source={store.Path};Pooling=False");
        owner.Open();
        using SqliteCommand command = owner.CreateCommand();
        command.CommandText = "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; UPDATE run_rows SET total_steps = 0; COMMIT";
        command.ExecuteNonQuery();

        AssertFails(Session.Run(store.Path, new Setting { Timeout = "0.2" }, line.Split(' ')), "within 0.200s");
    }

    [Theory]
    [InlineData("delete abc")]
    [InlineData("prune --keep 0")]
    [InlineData("ship")]
    public void OlderStore_IsNotChangedAndSaysWhoMigratesIt(string line)
    {
        using var store = new TestStore();
        store.AddRun("abc");
        store.Execute("PRAGMA user_version = 1");
        store.Close();

        AssertFails(Session.Run(store.Path, new Setting(), line.Split(' ')), "schema version 1");

        store.Reopen();
        Assert.Equal(1L, store.Scalar("SELECT count(*) FROM run_rows"));
    }

    [Fact]
    public void StoreWithoutSchemaButWithAWriter_IsWaitedForAndThenRefused()
    {
        File.WriteAllText(Store, "");
        File.WriteAllText(Store + ".0123456789abcdef.journal", "");

        AssertFails(Session.Run(Store, new Setting(), "list"), "has begun to make it");
    }

    [Fact]
    public async Task StoreWithoutSchemaWhoseWriterFinishes_IsRead()
    {
        using var finished = new TestStore();
        Samples.AddResearch(finished);
        finished.Close();
        File.WriteAllText(Store + ".0123456789abcdef.journal", "");
        using var journal = new FileStream(Store + ".0123456789abcdef.journal", FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        Task<Session> session = Task.Run(() => Session.Run(Store, new Setting(), "list"), TestContext.Current.CancellationToken);
        File.Copy(finished.Path, Store + ".new");
        File.Move(Store + ".new", Store);

        Assert.Single((await session).Lines);
    }

    [Theory]
    [InlineData("postgres://host/db")]
    [InlineData("sqlite:x.db")]
    [InlineData("memory:")]
    public void UriThatNamesNoFile_IsAnError(string uri) => AssertFails(Session.Run(uri, new Setting(), "list"), "store");

    [Theory]
    [MemberData(nameof(Verbs))]
    public void DamagedStore_IsAnErrorOrAnAnswer_AndNeverAStackTrace(string line)
    {
        using var store = new TestStore();
        Samples.AddResearch(store);
        store.Close();
        byte[] bytes = File.ReadAllBytes(store.Path);
        for (int page = 1; page < bytes.Length / 4096; page += 2)
        {
            bytes.AsSpan(page * 4096, 2048).Fill(0xA5);
        }

        File.WriteAllBytes(store.Path, bytes);

        Session session = Session.Run(store.Path, new Setting(), line.Split(' '));

        Assert.InRange(session.ExitCode, 0, 1);
        Assert.DoesNotContain("lens failed", session.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", session.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Verbs_AreAllThatReadAStore() => Assert.Equal(
        LensCommand.CreateRoot(new LensContext { Out = TextWriter.Null, Error = TextWriter.Null }).Subcommands.Single().Subcommands
            .Select(static verb => verb.Name).Where(static name => name != "from-file").Order(StringComparer.Ordinal),
        Verbs.Select(static row => row.Data.Split(' ')[0]).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void EmptyDbOption_IsAnError() => AssertFails(Session.Run(null, new Setting(), "list", "--db", ""), "store");

    private static void AssertFails(Session session, string expected)
    {
        Assert.Equal((1, ""), (session.ExitCode, session.Output));
        Assert.Contains(expected, session.Error, StringComparison.Ordinal);
        Assert.True(session.Error.Split("  try: ").Length > 2, "at least two things to try");
        Assert.DoesNotContain("   at ", session.Error, StringComparison.Ordinal);
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Store};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
