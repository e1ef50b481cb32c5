using Flujo.Storage;

namespace Flujo.Reading;

/// <summary>
/// The rules by which a user names a run: its full id; else a unique prefix; else a unique substring; over the whole
/// store. <c>run_</c> in front is ignored, upper case is lower case, <c>last</c> is the newest run.
/// </summary>
internal static class RunIdResolver
{
    private const int MaxCandidates = 20;
    private const string Newest = "last";
    private const string IgnoredPrefix = "run_";

    /// <summary>The id as it is looked for; empty when there is nothing to look for.</summary>
    public static string Normalize(string id)
    {
        string text = id.Trim().ToLowerInvariant();
        return text.StartsWith(IgnoredPrefix, StringComparison.Ordinal) ? text[IgnoredPrefix.Length..] : text;
    }

    public static RunMatch Resolve(SqliteDatabase database, string id)
    {
        string part = Normalize(id);
        if (part.Length == 0)
        {
            return RunMatch.None;
        }

        if (part == Newest)
        {
            return new RunMatch { Run = RunQueries.Newest(database) };
        }

        // A full id is the prefix of itself alone. The bound above is the last code point: ids are compared by bytes.
        List<long> found = Find(database, "run_id >= ?1 AND run_id < ?1 || char(1114111)", part);
        if (found.Count != 1)
        {
            found = [.. found.Union(Find(database, "instr(run_id, ?1) > 0", part))];
        }

        if (found.Count == 0)
        {
            return RunMatch.None;
        }

        List<long> shown = found[..Math.Min(found.Count, MaxCandidates)];
        List<RunSummary> runs = RunQueries.ByNumbers(database, shown);
        return found.Count == 1
            ? new RunMatch { Run = runs[0] }
            : new RunMatch
            {
                Candidates = [.. runs.OrderByDescending(run => run.RunId.StartsWith(part, StringComparison.Ordinal))],
                HasMore = found.Count > MaxCandidates,
            };
    }

    /// <summary>
    /// Both conditions are answered from the index on run_id alone. The substring scans that index, which is the price
    /// of matching anywhere: about 0.1 s for a million runs.
    /// </summary>
    private static List<long> Find(SqliteDatabase database, string condition, string part)
    {
        SqliteStatement select = database.Statement($"SELECT run_no FROM run_rows WHERE {condition} LIMIT ?2")
            .Bind(1, part).Bind(2, MaxCandidates + 1);
        var numbers = new List<long>();
        while (select.Step())
        {
            numbers.Add(select.Long(0));
        }

        select.Reset();
        return numbers;
    }
}
