using System.Diagnostics;

namespace Flujo.Lens.Terminal;

/// <summary>
/// One line on stderr that says what takes so long: from the second second on, on a terminal only, and gone when it is disposed. Used by one thread.
/// </summary>
internal sealed class Progress(LensContext context) : IDisposable
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly long _started = Stopwatch.GetTimestamp();
    private TimeSpan _next = Quiet;
    private bool _shown;

    /// <summary>Shows a text, unless it is too early. The text is lens's own.</summary>
    public void Show(Func<string> text)
    {
        TimeSpan elapsed = Stopwatch.GetElapsedTime(_started);
        if (!context.ErrorIsTerminal || elapsed < _next)
        {
            return;
        }

        _next = elapsed + Pause;
        _shown = true;
        context.Error.Write($"\r\u001b[K{TextWidth.Fit($"{text()} … {(int)elapsed.TotalSeconds}s", Math.Max(8, context.Width - 1))}");
    }

    public void Dispose()
    {
        if (_shown)
        {
            context.Error.Write("\r\u001b[K");
        }
    }
}
