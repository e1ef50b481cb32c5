using System.Collections.Concurrent;

namespace Flujo.Diagnostics;

/// <summary>
/// What goes wrong in tracing: counted per cause, raised on the EventSource, and told once per cause and process on stderr (or to <see cref="FlujoOptions.OnNote"/>).
/// Thread-safe; never throws.
/// </summary>
internal static class Notes
{
    // Any thread.
    private static readonly ConcurrentDictionary<string, long> Counts = new(StringComparer.Ordinal);

    /// <summary>Replaces the line on stderr. Written by whoever configures, under the settings' gate; a note of another thread at that moment takes the old way.</summary>
    public static Action<FlujoNote>? Listener { get; set; }

    /// <summary>Masks secrets in what a note says: it may quote an exception of the program's. There before any other code of the assembly runs.</summary>
    public static Func<string, string>? Mask { get; set; }

    /// <summary>How often each cause occurred.</summary>
    public static IReadOnlyDictionary<string, long> Counted => Counts;

    public static void Write(string cause, string message)
    {
        bool first = Counts.AddOrUpdate(cause, 1, static (_, count) => count + 1) == 1;
        message = Mask?.Invoke(message) ?? message;
        FlujoEventSource.Log.Note(cause, message);
        try
        {
            if (Listener is { } listener)
            {
                listener(new FlujoNote(cause, message));
            }
            else if (first)
            {
                Console.Error.WriteLine($"flujo: {message} [{cause}]");
            }
        }
        catch (Exception)
        {
            // A listener that throws, or a stderr that is closed, must not reach the program.
        }
    }
}
