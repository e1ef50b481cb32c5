namespace Flujo.Reading;

/// <summary>What a user's id stands for: one run, several, or none.</summary>
internal sealed record RunMatch
{
    public static readonly RunMatch None = new();

    /// <summary>The run that is meant, or null.</summary>
    public RunSummary? Run { get; init; }

    /// <summary>The runs that may be meant, those that begin with the id first; empty unless there are several.</summary>
    public IReadOnlyList<RunSummary> Candidates { get; init; } = [];

    /// <summary>Whether there are more candidates than are listed.</summary>
    public bool HasMore { get; init; }
}
