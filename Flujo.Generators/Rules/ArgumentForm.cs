namespace Flujo.Rules;

/// <summary>How an argument of a step is recorded where capture is on.</summary>
internal enum ArgumentForm
{
    /// <summary>By its value.</summary>
    Value,

    /// <summary>By its value, as an object: a `dynamic` would bind the call that records it at run time.</summary>
    Object,

    /// <summary>By the characters of a span.</summary>
    Characters,

    /// <summary>Only that it is there: it is marked [FlujoRedact].</summary>
    Redacted,

    /// <summary>Only its type: generated code cannot hand its value on, or nothing of it could be shown.</summary>
    Unreadable,

    /// <summary>Not at all: an `out` parameter has no value yet, and a cancellation token says nothing.</summary>
    Skipped,
}
