namespace Flujo;

/// <summary>A named point in time inside a span: a retry, a prompt. Immutable.</summary>
public sealed class TraceEvent
{
    /// <summary>The event's name.</summary>
    public required string Name { get; init; }

    /// <summary>When it happened, UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Its attributes: strings, longs, doubles, booleans and nulls.</summary>
    public required IReadOnlyDictionary<string, object?> Attributes { get; init; }
}
