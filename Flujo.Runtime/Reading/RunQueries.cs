using System.Globalization;
using System.Text;
using Flujo.Storage;

namespace Flujo.Reading;

/// <summary>
/// Lists runs. Every query walks an index from its newest end and stops at the limit, so that the time does not grow
/// with the number of runs in the store.
/// </summary>
internal static class RunQueries
{
    private const string Columns =
        "r.run_no, r.run_id, n.name, r.status, r.started_at, r.ended_at, r.total_steps, r.total_cost, " +
        "r.input_tokens + r.output_tokens";

    private const string Source = "run_rows r JOIN names n ON n.name_no = r.pipeline_no";

    /// <summary>The runs that pass the filter, newest first.</summary>
    public static List<RunSummary> List(SqliteDatabase database, RunFilter filter)
    {
        long? pipeline = null;
        if (filter.Pipeline is { } name)
        {
            pipeline = NameLookup.NumberOf(database, name);
            if (pipeline is null)
            {
                return [];
            }
        }

        long since = filter.Since is { } time ? StoredValue.ToNanoseconds(time) : long.MinValue;
        return Read(database.Statement(ListSql(filter.Status, pipeline is not null)).Bind(1, since).Bind(2, filter.Limit).Bind(3, pipeline ?? 0L));
    }

    /// <summary>The newest run, or null in an empty store.</summary>
    public static RunSummary? Newest(SqliteDatabase database) =>
        List(database, new RunFilter { Limit = 1 }).FirstOrDefault();

    /// <summary>The runs of these numbers, newest first.</summary>
    public static List<RunSummary> ByNumbers(SqliteDatabase database, IEnumerable<long> numbers)
    {
        string list = string.Join(',', numbers.Select(n => n.ToString(CultureInfo.InvariantCulture)));
        return Read(database.Statement(
            $"SELECT {Columns} FROM {Source} WHERE r.run_no IN ({list}) ORDER BY r.started_at DESC, r.run_no DESC"));
    }

    /// <summary>
    /// There is no index on pipeline and time alone: one on pipeline, status and time serves both kinds of question. So
    /// without a status the newest of each status are taken, each from its own stretch of the index, and merged.
    /// </summary>
    private static string ListSql(FlujoStatus? status, bool ofPipeline)
    {
        if (!ofPipeline || status is not null)
        {
            return $"SELECT {Columns} FROM {Source} WHERE r.run_no IN ({NewestSql(status, ofPipeline)}) " +
                "ORDER BY r.started_at DESC, r.run_no DESC";
        }

        var sql = new StringBuilder($"SELECT {Columns} FROM {Source} WHERE r.run_no IN (");
        string separator = "";
        foreach (FlujoStatus each in Enum.GetValues<FlujoStatus>())
        {
            sql.Append(separator).Append("SELECT * FROM (").Append(NewestSql(each, ofPipeline)).Append(')');
            separator = " UNION ALL ";
        }

        return sql.Append(") ORDER BY r.started_at DESC, r.run_no DESC LIMIT ?2").ToString();
    }

    private static string NewestSql(FlujoStatus? status, bool ofPipeline) =>
        "SELECT run_no FROM run_rows WHERE started_at >= ?1" +
        (status is { } known ? string.Create(CultureInfo.InvariantCulture, $" AND status = {(int)known}") : "") +
        (ofPipeline ? " AND pipeline_no = ?3" : "") +
        " ORDER BY started_at DESC, run_no DESC LIMIT ?2";

    private static List<RunSummary> Read(SqliteStatement select)
    {
        var runs = new List<RunSummary>();
        while (select.Step())
        {
            runs.Add(new RunSummary(
                select.Long(0),
                select.Text(1),
                select.Text(2),
                select.Status(3),
                select.Long(4),
                select.LongOrNull(5),
                select.Long(6),
                select.LongOrNull(7),
                select.Long(8)));
        }

        select.Reset();
        return runs;
    }
}
