namespace Flujo.Runtime.Tests.Draining;

/// <summary>What a killed child had said of itself: the format is in Flujo.CrashChild's <c>Report</c>.</summary>
internal sealed class CrashReport
{
    /// <summary>Runs that were begun, each with its end's status, or null.</summary>
    public Dictionary<string, string?> Runs { get; } = [];

    /// <summary>Spans that were begun, by mark.</summary>
    public Dictionary<string, ReportedSpan> Spans { get; } = [];

    /// <summary>How many threads reported.</summary>
    public int Threads { get; private set; }

    public static CrashReport Read(string folder)
    {
        var report = new CrashReport();
        foreach (string file in Directory.EnumerateFiles(folder, "*.report"))
        {
            report.Threads++;
            string text = File.ReadAllText(file);
            // A last line without its end was being written when the kill came.
            foreach (string line in text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                report.Add(line.Split('\t'));
            }
        }

        return report;
    }

    private void Add(string[] fields)
    {
        switch (fields)
        {
            case ["run", string run]:
                Runs.TryAdd(run, null);
                break;
            case ["ran", string run, string status]:
                Runs[run] = status;
                break;
            case ["start", string run, string mark, string parent, string name]:
                Spans.Add(run + mark, new ReportedSpan { Run = run, Mark = mark, Parent = parent, Name = name.Replace("\\n", "\n") });
                break;
            case ["end", string run, string mark, string status, string attributes, string events, string tokens]:
                Spans[run + mark] = Spans[run + mark] with
                {
                    Status = status,
                    Attributes = int.Parse(attributes),
                    Events = int.Parse(events),
                    Tokens = long.Parse(tokens),
                };
                break;
        }
    }
}

/// <summary>A span as its thread reported it; without a status it had not ended, or had no time to say so.</summary>
internal sealed record ReportedSpan
{
    public required string Run { get; init; }

    public required string Mark { get; init; }

    public required string Parent { get; init; }

    public required string Name { get; init; }

    public string? Status { get; init; }

    public int Attributes { get; init; }

    public int Events { get; init; }

    public long Tokens { get; init; }
}
