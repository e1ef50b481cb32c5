using Microsoft.Data.Sqlite;

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

    public static RunMatch Resolve(SqliteConnection connection, string id)
    {
        string part = Normalize(id);
        if (part.Length == 0)
        {
            return RunMatch.None;
        }

        if (part == Newest)
        {
            return new RunMatch { Run = RunQueries.Newest(connection) };
        }

        // A full id is the prefix of itself alone. The bound above is the last code point: ids are compared by bytes.
        List<long> found = Find(connection, "run_id >= $1 AND run_id < $1 || char(1114111)", part);
        if (found.Count != 1)
        {
            found = [.. found.Union(Find(connection, "instr(run_id, $1) > 0", part))];
        }

        if (found.Count == 0)
        {
            return RunMatch.None;
        }

        List<long> shown = found[..Math.Min(found.Count, MaxCandidates)];
        List<RunSummary> runs = RunQueries.ByNumbers(connection, shown);
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
    private static List<long> Find(SqliteConnection connection, string condition, string part)
    {
        using SqliteCommand command = connection.Command(
            $"SELECT run_no FROM run_rows WHERE {condition} LIMIT $2", part, MaxCandidates + 1);
        using SqliteDataReader reader = command.ExecuteReader();
        var numbers = new List<long>();
        while (reader.Read())
        {
            numbers.Add(reader.GetInt64(0));
        }

        return numbers;
    }
}
