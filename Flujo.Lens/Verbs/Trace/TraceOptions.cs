namespace Flujo.Lens.Verbs.Trace;

/// <summary>What <c>lens trace</c> was asked.</summary>
internal sealed record TraceOptions
{
    public required LensSettings Settings { get; init; }

    public required string Id { get; init; }

    /// <summary>How many characters of a prompt, an attribute and an event's value are shown; -1 for all.</summary>
    public required int PreviewLength { get; init; }

    public bool Attributes { get; init; }

    public bool Events { get; init; }
}
