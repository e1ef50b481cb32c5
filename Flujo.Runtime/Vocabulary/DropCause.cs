namespace Flujo.Vocabulary;

/// <summary>Why a record was dropped. The numbers are in journals and stores: append only.</summary>
internal enum DropCause
{
    /// <summary>Nobody knows any more: journals of version 1 tell the sum alone.</summary>
    Unknown = 0,

    /// <summary>The journal was full, and the store took nothing: locked, not writable, damaged, or its disk full.</summary>
    Stalled = 1,

    /// <summary>The journal was full, and the store took records more slowly than they came: <see cref="FlujoOptions.MaxBlock"/> was not enough.</summary>
    Slow = 2,

    /// <summary>The record fits no chunk.</summary>
    TooLarge = 3,

    /// <summary>Tracing had ended. Never in a journal or a store: nobody reads the one or writes the other any more.</summary>
    Ended = 4,
}
