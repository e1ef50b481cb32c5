using System.Text;
using Flujo.Lens.Tests.Support;

namespace Flujo.Lens.Tests.Sessions;

/// <summary>
/// Whole sessions on a store that the runtime has recorded: command, stdout, stderr (behind "2> ") and exit code, as readable files. What differs from run to run (ids,
/// times, durations, sizes) is replaced by marks of the same width. FLUJO_ACCEPT=1 writes the files anew; where CI=true that is refused.
/// </summary>
public sealed class SessionFileTests : IDisposable
{
    private static readonly string[] Commands =
    [
        "list", "list --status failed", "list --pipeline import --limit 1", "list --status running",
        "show {research}", "show {import} --verbose --final-output", "get {part}", "trace {research}", "trace {research} --events --attributes", "trace {import}",
        "spans {import}", "spans {research} --status completed --name draft_answer", "stats", "stats --pipeline import --hours 1", "audit {research}",
        "show nosuch", "show %", "list --limit 0", "stats --hours -1", "trace", "prune", "list --db ./nosuch.db",
        "prune --keep 2 --dry-run", "delete {import}", "delete {import}", "prune --keep 0", "list",
    ];

    private readonly RecordedStore _store = new();

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData("terminal", true, true, "")]
    [InlineData("piped", false, false, "")]
    [InlineData("json", false, false, "--json")]
    public void Session_IsAsInItsFile(string name, bool isTerminal, bool colour, string flag)
    {
        var setting = new Setting { IsTerminal = isTerminal, Colour = colour, Width = 80, Now = DateTimeOffset.UtcNow.AddSeconds(3) };
        var transcript = new StringBuilder();
        foreach (string command in Commands)
        {
            string line = command + (flag.Length == 0 ? "" : " " + flag);
            Session session = Session.Run(_store.Path, setting, _store.Expand(line).Split(' '));
            transcript.Append($"$ flujo lens {line}\n").Append(session.Output);
            foreach (string error in session.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                transcript.Append($"2> {error}\n");
            }

            transcript.Append($"[{session.ExitCode}]\n\n");
        }

        string path = System.IO.Path.Combine(Repository.Root, "tests", "Flujo.Lens.Tests", "Sessions", name + ".session.txt");
        string actual = _store.Normalize(transcript.ToString());
        if (Environment.GetEnvironmentVariable("FLUJO_ACCEPT") == "1" && Environment.GetEnvironmentVariable("CI") != "true")
        {
            File.WriteAllText(path, actual);
            return;
        }

        Assert.Equal(File.ReadAllText(path), actual);
    }
}
