namespace Flujo;

/// <summary>
/// How much a store keeps. Each limit holds by itself; null is none. Beyond them the oldest runs are deleted, with all that belongs to them, by the background thread, in small steps
/// between its other work: when the store is opened and once a minute from then on. Runs that are running or paused stay. The file becomes smaller.
/// </summary>
public sealed class FlujoRetention
{
    /// <summary>Runs that started longer ago go. Zero or less is no limit.</summary>
    public TimeSpan? MaxAge { get; set; }

    /// <summary>So many of the newest runs stay, from 1. Zero or less is no limit.</summary>
    public long? MaxRuns { get; set; }

    /// <summary>The most that the store's content may take, in bytes. Zero or less is no limit.</summary>
    public long? MaxBytes { get; set; }
}
