namespace Flujo.Journal;

/// <summary>What a record says. The numbers are in journal files: append only, and a change of a body's layout is a new
/// <see cref="JournalFormat.Version"/>, unless fields are added at its end: who does not know them does not read them, and who misses them does without. Every body begins with the ticks (<c>int64</c>) at which it happened.</summary>
internal enum RecordKind : byte
{
    /// <summary>No record: the end of what was written.</summary>
    None = 0,

    /// <summary>A run began, and with it its root span (number 1).</summary>
    RunStart = 1,

    /// <summary>A run ended or paused, and with it its root span.</summary>
    RunEnd = 2,

    /// <summary>A span began.</summary>
    SpanStart = 3,

    /// <summary>A span ended.</summary>
    SpanEnd = 4,

    /// <summary>A key and a value on a span.</summary>
    Attribute = 5,

    /// <summary>A point in time inside a span.</summary>
    Event = 6,

    /// <summary>Tokens and cost, added to a span.</summary>
    Usage = 7,

    /// <summary>A large text of a span.</summary>
    Payload = 8,

    /// <summary>The text behind a name's id. In chunks of constants only.</summary>
    Name = 9,

    /// <summary>File and line behind a call site's id. In chunks of constants only.</summary>
    CallSite = 10,

    /// <summary>A span began while somebody listened to Activities: a <see cref="SpanStart"/> with the id of its Activity.</summary>
    LiveSpanStart = 11,
}
