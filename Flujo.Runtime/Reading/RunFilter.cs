namespace Flujo.Reading;

/// <summary>Which runs a list shows. What is null does not restrict.</summary>
internal sealed record RunFilter
{
    public FlujoStatus? Status { get; init; }

    /// <summary>The pipeline's whole name.</summary>
    public string? Pipeline { get; init; }

    public DateTimeOffset? Since { get; init; }

    /// <summary>At least 1.</summary>
    public required int Limit { get; init; }
}
