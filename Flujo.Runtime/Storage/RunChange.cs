namespace Flujo.Storage;

/// <summary>What one batch does to one run. Its row is written once, when the rest of the batch is.</summary>
internal sealed class RunChange(KnownRun run)
{
    public KnownRun Run => run;

    /// <summary>How far the run was before the batch: put back when the batch fails.</summary>
    public RunProgress Before { get; } = run.Progress;

    /// <summary>Whether the store does not have its row yet.</summary>
    public bool IsNew { get; set; }

    /// <summary>Whether somebody has deleted the run from the store: what still comes of it is passed over.</summary>
    public bool IsGone { get; init; }

    /// <summary>Steps that it gained.</summary>
    public long Steps { get; set; }

    /// <summary>Usage that it gained. A field, because it is added to.</summary>
    public RunUsage Usage;

    /// <summary>Its end or pause, when that is in the batch.</summary>
    public RunEnd? End { get; set; }
}
