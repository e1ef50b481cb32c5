namespace Flujo.Storage;

/// <summary>How much a store may hold. Each limit holds by itself; null is none.</summary>
internal sealed record RetentionLimits
{
    /// <summary>Runs that started earlier go. UTC in nanoseconds.</summary>
    public long? StartedBeforeNs { get; init; }

    /// <summary>So many of the newest runs stay.</summary>
    public long? Keep { get; init; }

    /// <summary>The oldest runs go until the store's content takes at most so many bytes.</summary>
    public long? MaxBytes { get; init; }
}
