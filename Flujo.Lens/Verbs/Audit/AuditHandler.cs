using System.Globalization;
using Flujo.Lens.Store;
using Flujo.Lens.Terminal;
using Flujo.Reading;

namespace Flujo.Lens.Verbs.Audit;

/// <summary>Shows the audit log.</summary>
internal static class AuditHandler
{
    public static int Run(LensContext context, AuditOptions options)
    {
        List<AuditEntry> entries = new LensStore(context, options.Settings).Read(session => Read(session, options));
        if (options.Settings.Json)
        {
            context.WriteJson(json =>
            {
                json.WriteStartArray();
                foreach (AuditEntry entry in entries)
                {
                    json.WriteStartObject();
                    json.WriteString("at", entry.At);
                    json.WriteString("command", entry.Command);
                    json.WriteString("run_id", entry.RunId);
                    json.WriteString("user", entry.User);
                    json.WriteString("host", entry.Host);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            });
        }
        else if (entries.Count > 0)
        {
            context.Write(ToTable(context, entries));
        }
        else
        {
            context.Error.WriteLine("No entries.");
        }

        return ExitCodes.Ok;
    }

    /// <summary>A run that was deleted is in the log and nowhere else; its whole id finds it.</summary>
    private static List<AuditEntry> Read(LensSession session, AuditOptions options)
    {
        if (options.Id is not { } id)
        {
            return AuditReader.Read(session.Database, null, options.Limit);
        }

        List<AuditEntry> ofDeleted = AuditReader.Read(session.Database, RunIdResolver.Normalize(id), options.Limit);
        return ofDeleted.Count > 0 ? ofDeleted : AuditReader.Read(session.Database, session.FindRun(id).RunId, options.Limit);
    }

    private static Table ToTable(LensContext context, List<AuditEntry> entries)
    {
        var table = new Table("when", Column.Text("command"), "run id", Column.Text("user"), Column.Text("host"));
        foreach (AuditEntry entry in entries)
        {
            table.Add(When(context, entry.At), entry.Command, RunTable.IdFor(context, entry.RunId ?? ""), entry.User, entry.Host);
        }

        return table;
    }

    private static string When(LensContext context, string at) =>
        DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time)
            ? context.When(time)
            : at;
}
