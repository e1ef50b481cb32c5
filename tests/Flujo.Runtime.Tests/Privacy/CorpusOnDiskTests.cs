using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using System.Text;
using System.Text.Json;
using Flujo.Draining;
using Flujo.Runtime.Tests.Draining;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Flujo.Runtime.Tests.Privacy;

/// <summary>
/// The bytes of store, write-ahead log and journal hold no secret of the corpus, in whichever place the program put it: while it runs, after it was killed, and after its
/// journal was recovered. Nor does what it says on stderr.
/// </summary>
[UnsupportedOSPlatform("windows")]
public sealed class CorpusOnDiskTests
{
    private const string Marker = "may-be-seen-";

    /// <summary>Shorter ones may be anywhere by chance.</summary>
    private const int ShortestSearched = 7;

    [Fact]
    public void KilledProgram_LeftNoSecretInAnyFile()
    {
        using var folder = new StoreFolder();
        (string Text, string[] Secrets)[] corpus = [.. SecretTable.Rows.Select(static (row, i) => (
            $"{Marker}{i}\n{row.Data.Item1}",
            SecretTable.SecretsIn(row.Data.Item1, row.Data.Item2).Where(static secret => secret.Length >= ShortestSearched).ToArray()))];
        Assert.True(corpus.Count(static each => each.Secrets.Length > 0) >= 100);
        string list = Path.Combine(Directory.CreateDirectory(folder.At("corpus")).FullName, "corpus.json");
        File.WriteAllText(list, JsonSerializer.Serialize(corpus.Select(static each => each.Text)));

        int runs;
        using (ChildProcess child = ChildProcess.Start(folder.Store, ["secrets", list]))
        {
            string[] ready = child.ReadLine().Split(' ');
            Assert.Equal("ready", ready[0]);
            runs = int.Parse(ready[1], CultureInfo.InvariantCulture);
            AssertNoSecret(corpus, Bytes(folder));
            child.Kill();
            string notes = child.End().Stderr;
            Assert.Contains("[result_not_read]", notes, StringComparison.Ordinal);
            AssertNoSecret(corpus, notes);
        }

        Assert.Single(folder.Journals);
        AssertNoSecret(corpus, Bytes(folder));
        JournalRecovery.Recover(folder.Store);
        Assert.Empty(folder.Journals);
        AssertNoSecret(corpus, Bytes(folder));

        using SqliteConnection store = folder.Connect();
        Assert.Equal(runs, store.Number("SELECT count(*) FROM runs"));
        Assert.Equal(2 * corpus.Length, store.Number("SELECT count(*) FROM span_events e JOIN spans s USING (run_no, span_no) WHERE s.name = 'open_step'"));
    }

    private static void AssertNoSecret((string Text, string[] Secrets)[] corpus, string bytes)
    {
        Assert.Contains(Marker + "0", bytes, StringComparison.Ordinal);
        string[] found = [.. corpus.SelectMany(static each => each.Secrets).Distinct().Where(secret => bytes.Contains(secret, StringComparison.Ordinal))];
        Assert.True(found.Length == 0, $"{found.Length} secrets are on disk: {string.Join(" | ", found)}");
    }

    /// <summary>All files of the folder. A journal is locked by its process: another process copies it.</summary>
    private static string Bytes(StoreFolder folder)
    {
        DirectoryInfo copy = Directory.CreateTempSubdirectory("flujo-corpus-");
        try
        {
            using Process copying = Process.Start("sh", ["-c", $"cp '{folder.Root}'/store.db* '{copy.FullName}'"]);
            copying.WaitForExit();
            Assert.Equal(0, copying.ExitCode);
            return string.Concat(copy.GetFiles().Select(static file => Encoding.Latin1.GetString(File.ReadAllBytes(file.FullName))));
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }
}
