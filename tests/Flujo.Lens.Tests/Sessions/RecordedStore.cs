using System.Text.RegularExpressions;

namespace Flujo.Lens.Tests.Sessions;

/// <summary>Three runs that the runtime has recorded, and what to replace in what lens says of them.</summary>
internal sealed partial class RecordedStore : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flujo-lens-sessions-");
    private readonly string _research;
    private readonly string _import;
    private readonly string _hostile;

    public RecordedStore()
    {
        using IDisposable scope = FlujoTrace.UseStore(Path);
        _research = RecordResearch();
        _import = RecordImport();
        _hostile = RecordHostile();
        Assert.True(FlujoTrace.Flush(TimeSpan.FromSeconds(30)));
    }

    public string Path => System.IO.Path.Combine(_folder.FullName, "store.db");

    /// <summary>The ids behind a command's marks.</summary>
    public string Expand(string command) => command
        .Replace("{research}", _research, StringComparison.Ordinal)
        .Replace("{import}", _import, StringComparison.Ordinal)
        .Replace("{part}", _research[9..25], StringComparison.Ordinal);

    public string Normalize(string text)
    {
        foreach ((string id, char mark) in new[] { (_research, 'a'), (_import, 'b'), (_hostile, 'c') })
        {
            text = text.Replace(id, new string(mark, id.Length), StringComparison.Ordinal).Replace(id[..12], new string(mark, 12), StringComparison.Ordinal);
        }

        text = text.Replace(_folder.FullName, "/folder", StringComparison.Ordinal)
            .Replace(Environment.CurrentDirectory, "/here", StringComparison.Ordinal)
            .Replace("\u001b", "␛", StringComparison.Ordinal);
        text = Time().Replace(text, "2026-01-01T00:00:00.0000000Z");
        text = ShortTime().Replace(text, "2026-01-01 00:00:00Z");
        text = Ago().Replace(text, "3s ago");
        text = SpanId().Replace(text, "ssssssssssssssss");
        text = SpanEnd().Replace(text, "…ssssssss");
        text = Seconds().Replace(text, "0.000s");
        text = Unit().Replace(text, " #");
        text = Milliseconds().Replace(text, "$1#");
        text = TabbedMilliseconds().Replace(text, "\t#\t#\t#\t#\t");
        return Place().Replace(text, "$1#");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string RecordResearch()
    {
        using FlujoRun run = FlujoTrace.StartRun("research", "1.2");
        using (FlujoSpan load = FlujoTrace.StartStep("load_documents"))
        {
            load.SetAttribute("documents", 3);
        }

        using (FlujoTrace.StartLoop("refine"))
        {
            for (int i = 1; i <= 2; i++)
            {
                using FlujoSpan iteration = FlujoTrace.StartIteration(i);
                using FlujoSpan draft = FlujoTrace.StartStep("draft_answer");
                draft.AddPrompt("Answer in one sentence: what is a flight recorder?");
                draft.AddUsage(100, 20, 0.01m, "model-a");
            }
        }

        run.Complete("A recorder that survives.");
        return run.RunId;
    }

    private static string RecordImport()
    {
        using FlujoRun run = FlujoTrace.StartRun("import");
        FlujoTrace.StartStep("read_file").Dispose();
        using (FlujoSpan parse = FlujoTrace.StartStep("parse_rows"))
        {
            parse.AddAttempt(new InvalidOperationException("line 7 has no date"), TimeSpan.FromMilliseconds(5));
            parse.Fail("line 7 has no date");
        }

        run.Fail(new InvalidOperationException("line 7 has no date"));
        return run.RunId;
    }

    private static string RecordHostile()
    {
        const string Hostile = "[red]x[/]\u001b[31m\r\nFAKE\t\u202eevil";
        using FlujoRun run = FlujoTrace.StartRun(Hostile);
        FlujoTrace.StartStep(Hostile).Dispose();
        run.Complete(Hostile);
        return run.RunId;
    }

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z")]
    private static partial Regex Time();

    [GeneratedRegex(@"\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ")]
    private static partial Regex ShortTime();

    [GeneratedRegex(@"\d+s ago")]
    private static partial Regex Ago();

    [GeneratedRegex(@"\b(?=[0-9a-f]*[0-9])(?=[0-9a-f]*[0-9a-f])[0-9a-f]{16}\b")]
    private static partial Regex SpanId();

    [GeneratedRegex(@"…[0-9a-f]{8}\b")]
    private static partial Regex SpanEnd();

    [GeneratedRegex(@"\d+\.\d{3}s")]
    private static partial Regex Seconds();

    /// <summary>Durations of <c>stats</c> on a terminal, with the blanks that align them.</summary>
    [GeneratedRegex(@" +[\d.]+(µs|ms)")]
    private static partial Regex Unit();

    [GeneratedRegex("(\"(?:[a-z0-9_]+_ms|size_before|size_after)\":)[\\d.]+")]
    private static partial Regex Milliseconds();

    [GeneratedRegex(@"\t\d+\.\d{3}\t\d+\.\d{3}\t\d+\.\d{3}\t\d+\.\d{3}\t")]
    private static partial Regex TabbedMilliseconds();

    /// <summary>Where it ran, and what depends on it.</summary>
    [GeneratedRegex(@"((?:^|\n)(?:␛\[90m)?(?:program|host|process|size_before|size_after)[ \t]+(?:␛\[0m)?)[^\n]*")]
    private static partial Regex Place();
}
