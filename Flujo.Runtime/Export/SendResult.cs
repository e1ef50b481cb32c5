namespace Flujo.Export;

/// <summary>How a receiver took a request.</summary>
internal enum SendOutcome
{
    /// <summary>It has the spans, those apart that it says it rejected.</summary>
    Delivered,

    /// <summary>It will never take this request: the spans are at fault.</summary>
    Refused,

    /// <summary>It would take the spans in smaller requests.</summary>
    TooLarge,

    /// <summary>It is away, busy or wrongly set up: the same request may succeed later.</summary>
    TryLater,
}

/// <summary>What came of a request.</summary>
/// <param name="Outcome">How it was taken.</param>
/// <param name="Rejected">Spans that a receiver which took the rest did not want.</param>
/// <param name="Message">What went wrong, for people; without anything that may be a secret.</param>
/// <param name="RetryAfter">How long the receiver asks to be left alone.</param>
internal readonly record struct SendResult(SendOutcome Outcome, long Rejected = 0, string? Message = null, TimeSpan? RetryAfter = null);
