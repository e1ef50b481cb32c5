namespace Flujo;

/// <summary>The status of a run or a span. The order is stored: append only.</summary>
public enum FlujoStatus
{
    /// <summary>Open.</summary>
    Running,

    /// <summary>Ended without an error.</summary>
    Completed,

    /// <summary>Ended with an error.</summary>
    Failed,

    /// <summary>Ended by cancellation that was asked for.</summary>
    Cancelled,

    /// <summary>Waiting to be resumed.</summary>
    Paused,

    /// <summary>The process ended while it was open.</summary>
    Interrupted,
}
