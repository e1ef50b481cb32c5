namespace Flujo.Journal;

/// <summary>A moment on both clocks: <c>Stopwatch</c> ticks, and UTC in nanoseconds since 1970.</summary>
internal readonly record struct ClockAnchor(long Ticks, long UtcNs);
