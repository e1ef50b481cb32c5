namespace Flujo.Lens.Verbs.Prune;

/// <summary>What <c>lens prune</c> was asked. What is null is no limit.</summary>
internal sealed record PruneOptions
{
    public required LensSettings Settings { get; init; }

    /// <summary>Runs that started before this go.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>So many of the newest runs stay.</summary>
    public int? Keep { get; init; }

    /// <summary>In bytes.</summary>
    public long? MaxSize { get; init; }

    public bool DryRun { get; init; }
}
