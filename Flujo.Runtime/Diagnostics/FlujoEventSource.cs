using System.Diagnostics.Tracing;

namespace Flujo.Diagnostics;

/// <summary>The EventSource <c>Flujo</c>, for dotnet-trace and its like.</summary>
[EventSource(Name = "Flujo")]
internal sealed class FlujoEventSource : EventSource
{
    public static FlujoEventSource Log { get; } = new();

    /// <summary>Something in tracing went wrong.</summary>
    [Event(1, Level = EventLevel.Warning)]
    public void Note(string cause, string message) => WriteEvent(1, cause, message);
}
