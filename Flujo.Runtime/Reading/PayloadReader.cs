using Flujo.Storage;
using Flujo.Vocabulary;

namespace Flujo.Reading;

/// <summary>Reads the large texts, which stand apart from the spans.</summary>
internal static class PayloadReader
{
    /// <summary>All texts of one span.</summary>
    public static Dictionary<PayloadKind, string> OfSpan(SqliteDatabase database, long runNo, long spanNo)
    {
        SqliteStatement select = database.Statement("SELECT kind, text FROM payloads WHERE run_no = ?1 AND span_no = ?2").Bind(1, runNo).Bind(2, spanNo);
        var texts = new Dictionary<PayloadKind, string>();
        while (select.Step())
        {
            texts[(PayloadKind)select.Long(0)] = select.Text(1);
        }

        select.Reset();
        return texts;
    }

    /// <summary>The feedback of every span of a run that has one, by span number.</summary>
    public static Dictionary<long, string> FeedbackOfRun(SqliteDatabase database, long runNo)
    {
        SqliteStatement select = database.Statement("SELECT span_no, text FROM payloads WHERE run_no = ?1 AND kind = ?2")
            .Bind(1, runNo).Bind(2, (long)PayloadKind.Feedback);
        var texts = new Dictionary<long, string>();
        while (select.Step())
        {
            texts[select.Long(0)] = select.Text(1);
        }

        select.Reset();
        return texts;
    }
}
