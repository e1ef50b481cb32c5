using System.Diagnostics;
using Flujo.Draining;
using Flujo.Export;
using Flujo.Lens.Store;
using Flujo.Lens.Terminal;
using Flujo.Storage;

namespace Flujo.Lens.Verbs.Ship;

/// <summary>Sends what is left. Unlike the verbs that read, it writes to the store: what arrived is remembered there.</summary>
internal static class ShipHandler
{
    private const int BusyMilliseconds = 5000;
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan ClaimedPause = TimeSpan.FromSeconds(1);

    public static int Run(LensContext context, ShipOptions options)
    {
        long started = Stopwatch.GetTimestamp();
        TimeSpan timeout = TimeoutOf(context, options.Settings);
        OtlpSettings otlp = ReadSettings(context);
        string path = StoreOf(context, options.Settings);
        using SqliteDatabase database = Open(path);
        foreach (string problem in JournalRecovery.RecoverInto(database, path, path, keepFiles: false).Problems)
        {
            context.Error.WriteLine($"note: {SafeText.Line(problem)}");
        }

        using var client = MakeClient(otlp);
        var shipment = new Shipment(database, new DirectOutbox(database), client, "ship-" + Guid.NewGuid().ToString("n"));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.Cancelled);
        stop.CancelAfter(timeout);
        PassEnd end;
        try
        {
            end = Send(context, shipment, stop.Token);
        }
        catch (SqliteFailure failure)
        {
            throw new LensException(
                $"{SafeText.Line(path)} cannot be read or written: {SafeText.Line(failure.Message)}",
                "try again; what has arrived is remembered, or is sent once more with the same ids",
                "check the file: sqlite3 FILE 'PRAGMA integrity_check'");
        }

        shipment.Release();
        context.Cancelled.ThrowIfCancellationRequested();
        return end == PassEnd.Done ? Tell(context, options, otlp, shipment) : throw Unsent(otlp, shipment, end, Stopwatch.GetElapsedTime(started));
    }

    private static PassEnd Send(LensContext context, Shipment shipment, CancellationToken stop)
    {
        using var progress = new Progress(context);
        var backOff = new BackOff(Random.Shared.NextDouble);
        while (true)
        {
            Task<PassEnd> pass = Task.Run(() => shipment.Run(stop), CancellationToken.None);
            while (Task.WaitAny([pass], Tick) < 0)
            {
                progress.Show(() => $"sending: {Words.Count(shipment.Delivered, "span")} delivered");
            }

            PassEnd end = pass.GetAwaiter().GetResult();
            if (end is PassEnd.Done or PassEnd.Stopped)
            {
                return end;
            }

            progress.Show(() => end == PassEnd.Claimed ? "another program is sending" : SafeText.Line(shipment.Problem ?? "the receiver takes nothing"));
            TimeSpan pause = end == PassEnd.Claimed ? ClaimedPause : backOff.Next(shipment.RetryAfter);
            if (stop.WaitHandle.WaitOne(pause))
            {
                return end;
            }
        }
    }

    private static int Tell(LensContext context, ShipOptions options, OtlpSettings otlp, Shipment shipment)
    {
        if (options.Settings.Json)
        {
            context.WriteJson(json =>
            {
                json.WriteStartObject();
                json.WriteString("endpoint", otlp.Address);
                json.WriteNumber("delivered", shipment.Delivered);
                json.WriteNumber("refused", shipment.Refused);
                json.WriteEndObject();
            });
            return ExitCodes.Ok;
        }

        context.WriteField("endpoint", otlp.Address);
        context.WriteField("delivered", Words.Number(shipment.Delivered));
        context.WriteField("refused", Words.Number(shipment.Refused), shipment.Refused > 0 ? Tone.Warning : Tone.Plain);
        if (shipment.Refused > 0)
        {
            context.Error.WriteLine($"note: {Words.Count(shipment.Refused, "span")} refused for good: {SafeText.Line(shipment.Problem ?? "the receiver gave no reason")}");
        }

        return ExitCodes.Ok;
    }

    private static LensException Unsent(OtlpSettings otlp, Shipment shipment, PassEnd end, TimeSpan elapsed)
    {
        string sent = $"after {Words.Seconds(elapsed)}, {Words.Count(shipment.Delivered, "span")} delivered, and others are left";
        return end == PassEnd.Claimed
            ? new LensException(
                $"another program is sending this store's spans; {sent}",
                "let it go on: it sends them all",
                "wait longer with --timeout SECONDS")
            : new LensException(
                $"{SafeText.Line(shipment.Problem ?? otlp.Address + " did not take all in time")}; {sent}",
                $"check that a receiver of OTLP over HTTP listens at {SafeText.Line(otlp.Address)}",
                "run it again: what has arrived is remembered, nothing is lost",
                "wait longer with --timeout SECONDS");
    }

    private static TimeSpan TimeoutOf(LensContext context, LensSettings settings) =>
        settings.TimeoutSeconds is null && string.IsNullOrWhiteSpace(context.Variable(LensSettings.TimeoutVariable))
            ? DefaultTimeout
            : settings.Timeout(context);

    private static OtlpSettings ReadSettings(LensContext context)
    {
        if (!OtlpSettings.NamesEndpoint(context.Variable))
        {
            throw new LensException(
                $"where to send to is not known: {OtlpSettings.EndpointVariable} is not set",
                $"{OtlpSettings.EndpointVariable}=http://localhost:4318 flujo lens ship",
                "or set OTEL_EXPORTER_OTLP_ENDPOINT, as for other programs that export");
        }

        try
        {
            return OtlpSettings.Read(context.Variable);
        }
        catch (FormatException error)
        {
            throw Misconfigured(error);
        }
    }

    private static OtlpClient MakeClient(OtlpSettings settings)
    {
        try
        {
            return new OtlpClient(settings);
        }
        catch (FormatException error)
        {
            throw Misconfigured(error);
        }
    }

    private static LensException Misconfigured(FormatException error) => new(
        $"nothing can be sent: {SafeText.Line(error.Message)}",
        "set the variable right; docs/opentelemetry.md lists what each may be",
        $"{OtlpSettings.EndpointVariable}=http://localhost:4318 flujo lens ship");

    /// <summary>Looked at as the reading verbs do, so that the errors are the same, and closed again.</summary>
    private static string StoreOf(LensContext context, LensSettings settings) =>
        new LensStore(context, settings).Read(static session => session.Path);

    private static SqliteDatabase Open(string path)
    {
        try
        {
            SqliteDatabase database = SqliteDatabase.Open(path, create: false, BusyMilliseconds);
            int version = StoreFile.VersionOf(database);
            if (version == StoreSchema.Version)
            {
                return database;
            }

            database.Dispose();
            throw new LensException(
                $"{SafeText.Line(path)} has schema version {version}, which does not remember what was delivered; this needs {StoreSchema.Version}",
                "run a program of the current Flujo with this store once: it brings the store up to date",
                "or let the program send by itself: OTLP_EXPORT_ENABLED=true");
        }
        catch (SqliteFailure failure)
        {
            throw StoreErrors.Forbidden(path, failure.Message);
        }
    }
}
