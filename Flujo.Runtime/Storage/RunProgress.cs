namespace Flujo.Storage;

/// <summary>How far a run has come in the store. Copied before a batch and put back when the batch fails.</summary>
internal struct RunProgress
{
    /// <summary>Its number in the store; 0 before its row is written.</summary>
    public long RunNo;

    /// <summary>The number of its pipeline's name.</summary>
    public long PipelineNo;

    /// <summary>Spans whose end was seen, the root's included.</summary>
    public uint ClosedSpans;

    /// <summary>Spans that will end, known once the run has ended.</summary>
    public uint ExpectedSpans;

    public bool Ended;

    /// <summary>Whether <c>journal_runs</c> has its row, for a reader that finds this journal dead.</summary>
    public bool Mapped;

    /// <summary>Whether nothing more can come.</summary>
    public readonly bool IsFinished => Ended && ClosedSpans >= ExpectedSpans;
}
