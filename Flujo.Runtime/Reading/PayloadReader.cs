using Flujo.Storage;
using Microsoft.Data.Sqlite;

namespace Flujo.Reading;

/// <summary>Reads the large texts, which stand apart from the spans.</summary>
internal static class PayloadReader
{
    /// <summary>All texts of one span.</summary>
    public static Dictionary<PayloadKind, string> OfSpan(SqliteConnection connection, long runNo, long spanNo)
    {
        using SqliteCommand command = connection.Command(
            "SELECT kind, text FROM payloads WHERE run_no = $1 AND span_no = $2", runNo, spanNo);
        using SqliteDataReader reader = command.ExecuteReader();
        var texts = new Dictionary<PayloadKind, string>();
        while (reader.Read())
        {
            texts[(PayloadKind)reader.GetInt64(0)] = reader.GetString(1);
        }

        return texts;
    }

    /// <summary>The feedback of every span of a run that has one, by span number.</summary>
    public static Dictionary<long, string> FeedbackOfRun(SqliteConnection connection, long runNo)
    {
        using SqliteCommand command = connection.Command(
            "SELECT span_no, text FROM payloads WHERE run_no = $1 AND kind = $2", runNo, (long)PayloadKind.Feedback);
        using SqliteDataReader reader = command.ExecuteReader();
        var texts = new Dictionary<long, string>();
        while (reader.Read())
        {
            texts[reader.GetInt64(0)] = reader.GetString(1);
        }

        return texts;
    }
}
