namespace Flujo.Export;

/// <summary>What OTLP makes of a span's end.</summary>
/// <param name="Code">0 unset, 1 ok, 2 error.</param>
/// <param name="Message">Why; with errors only.</param>
internal readonly record struct OtlpStatus(int Code, string? Message)
{
    private const int Unset = 0;
    private const int Error = 2;

    /// <summary>A library leaves success unset, as OpenTelemetry asks: "ok" is the application's own word. Cancelled is no error.</summary>
    public static OtlpStatus Of(ExportSpan span) => span.Status switch
    {
        FlujoStatus.Failed => new(Error, span.Feedback ?? ""),
        FlujoStatus.Interrupted => new(Error, span.Feedback ?? "interrupted: the process ended while the span was open"),
        _ => new(Unset, null),
    };
}
