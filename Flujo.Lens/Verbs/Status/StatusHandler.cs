using System.Text.Json;
using Flujo.Lens.Store;
using Flujo.Lens.Terminal;
using Flujo.Reading;

namespace Flujo.Lens.Verbs.Status;

/// <summary>Shows a store as a whole.</summary>
internal static class StatusHandler
{
    public static int Run(LensContext context, StatusOptions options)
    {
        StatusView view = new LensStore(context, options.Settings).Read(Read);
        if (options.Settings.Json)
        {
            context.WriteJson(json => WriteJson(json, view));
        }
        else
        {
            WriteText(context, view);
        }

        return ExitCodes.Ok;
    }

    private static StatusView Read(LensSession session) => new(
        session.Path,
        LengthOf(session.Path),
        LengthOf(session.Path + "-wal"),
        Draining.JournalPaths.Of(session.Path).Count,
        StoreStatusReader.Read(session.Database));

    private static long LengthOf(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;

    private static void WriteText(LensContext context, StatusView view)
    {
        context.WriteField("store", view.Path);
        context.WriteField("size", Size(context, view.Bytes));
        context.WriteField("wal", Size(context, view.WalBytes));
        context.WriteField("free", Size(context, view.Store.FreeBytes));
        context.WriteField("schema", Words.Number(view.Store.SchemaVersion));
        context.WriteField("runs", Words.Number(view.Store.Runs));
        context.WriteField("spans", Words.Number(view.Store.Spans));
        context.WriteField("dropped", Words.Number(view.Store.DroppedRecords), view.Store.DroppedRecords > 0 ? Tone.Warning : Tone.Plain);
        context.WriteField("oldest_run", Time(context, view.Store.OldestRunAt));
        context.WriteField("newest_run", Time(context, view.Store.NewestRunAt));
        context.WriteField("journals", Words.Number(view.JournalFiles));
        WriteOutbox(context, view.Store.Outbox);
        if (view.Store.Journals.Count == 0)
        {
            return;
        }

        if (context.IsTerminal)
        {
            context.WriteHeading("Recording into it");
        }

        var table = new Table(Column.Text("program"), Column.Text("version"), Column.Text("host"), Column.Number("process"), "started", "last seen")
        {
            PipedLabel = "open",
        };
        foreach (OpenJournal journal in view.Store.Journals)
        {
            table.Add(
                journal.Program,
                journal.ProgramVersion,
                journal.Host,
                Words.Number(journal.ProcessId),
                Time(context, journal.StartedAt),
                Time(context, journal.LastSeenAt));
        }

        context.Write(table);
    }

    /// <summary>Nothing for a store from which nothing was ever sent.</summary>
    private static void WriteOutbox(LensContext context, OutboxStatus? outbox)
    {
        if (outbox is null)
        {
            return;
        }

        context.WriteField("delivered", Words.Number(outbox.Delivered));
        context.WriteField("refused", Words.Number(outbox.Refused), outbox.Refused > 0 ? Tone.Warning : Tone.Plain);
        context.WriteField("waiting", Words.Count(outbox.WaitingRuns, "run"));
        context.WriteField("last_sent", Time(context, outbox.LastDeliveryAt));
        if (outbox.LastError is { } error)
        {
            context.WriteField("last_error", $"{Time(context, outbox.LastErrorAt)}: {error}", Tone.Bad);
        }
    }

    private static string Time(LensContext context, long? nanoseconds) =>
        nanoseconds is { } known ? context.When(StoredValue.ToTime(known)) : "";

    private static string Size(LensContext context, long bytes) => context.IsTerminal ? Words.Bytes(bytes) : Words.Number(bytes);

    private static void WriteJson(Utf8JsonWriter json, StatusView view)
    {
        json.WriteStartObject();
        json.WriteString("path", view.Path);
        json.WriteNumber("size_bytes", view.Bytes);
        json.WriteNumber("wal_bytes", view.WalBytes);
        json.WriteNumber("free_bytes", view.Store.FreeBytes);
        json.WriteNumber("schema_version", view.Store.SchemaVersion);
        json.WriteNumber("runs", view.Store.Runs);
        json.WriteNumber("spans", view.Store.Spans);
        json.WriteNumber("dropped_records", view.Store.DroppedRecords);
        json.WriteTime("oldest_run_at", Time(view.Store.OldestRunAt));
        json.WriteTime("newest_run_at", Time(view.Store.NewestRunAt));
        json.WriteNumber("journal_files", view.JournalFiles);
        WriteJson(json, view.Store.Outbox);
        json.WriteStartArray("open_journals");
        foreach (OpenJournal journal in view.Store.Journals)
        {
            json.WriteStartObject();
            json.WriteString("journal_id", journal.JournalId);
            json.WriteString("program", journal.Program);
            json.WriteString("program_version", journal.ProgramVersion);
            json.WriteString("host", journal.Host);
            json.WriteNumber("process_id", journal.ProcessId);
            json.WriteTime("started_at", StoredValue.ToTime(journal.StartedAt));
            json.WriteTime("last_seen_at", StoredValue.ToTime(journal.LastSeenAt));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteJson(Utf8JsonWriter json, OutboxStatus? outbox)
    {
        if (outbox is null)
        {
            json.WriteNull("outbox");
            return;
        }

        json.WriteStartObject("outbox");
        json.WriteNumber("delivered", outbox.Delivered);
        json.WriteNumber("refused", outbox.Refused);
        json.WriteNumber("waiting_runs", outbox.WaitingRuns);
        json.WriteTime("last_delivery_at", Time(outbox.LastDeliveryAt));
        json.WriteString("last_error", outbox.LastError);
        json.WriteTime("last_error_at", Time(outbox.LastErrorAt));
        json.WriteEndObject();
    }

    private static DateTimeOffset? Time(long? nanoseconds) => nanoseconds is { } known ? StoredValue.ToTime(known) : null;
}
