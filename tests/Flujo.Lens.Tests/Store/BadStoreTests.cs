using Flujo.Lens.Tests.Support;
using Flujo.Storage;
using Microsoft.Data.Sqlite;

namespace Flujo.Lens.Tests.Store;

public sealed class BadStoreTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flujo-lens-tests-");

    public static TheoryData<string> Verbs => ["list", "get abc", "show abc", "trace abc", "spans abc", "stats"];

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

    [Fact]
    public void Folder_IsAnError() => AssertFails(Session.Run(_folder.FullName, new Setting(), "list"), "is a folder");

    [Fact]
    public void TextFile_IsNotAStore()
    {
        File.WriteAllText(Store, new string('x', 5000));

        AssertFails(Session.Run(Store, new Setting(), "list"), "not a Flujo store");
        Assert.Single(_folder.GetFileSystemInfos());
    }

    [Fact]
    public void EmptyFile_IsNotAStoreAndStaysEmpty()
    {
        File.WriteAllText(Store, "");

        AssertFails(Session.Run(Store, new Setting(), "list"), "it is empty");
        Assert.Equal(0, new FileInfo(Store).Length);
    }

    [Fact]
    public void DatabaseOfAnotherProgram_IsNotAStore()
    {
        Execute("CREATE TABLE t(a)");

        AssertFails(Session.Run(Store, new Setting(), "list"), "of another program");
    }

    [Fact]
    public void NewerStore_SaysToUpdateLens()
    {
        Execute($"PRAGMA application_id = {StoreSchema.ApplicationId}; PRAGMA user_version = 999; CREATE TABLE t(a)");

        Session session = Session.Run(Store, new Setting(), "list");

        AssertFails(session, "newer Flujo");
        Assert.Contains("dotnet tool update", session.Error, StringComparison.Ordinal);
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
