using System.Globalization;
using System.Text;

namespace Flujo.Lens.Terminal;

/// <summary>Makes the context of a real process.</summary>
internal static class ConsoleContext
{
    private const int DefaultWidth = 80;
    private const int DefaultHeight = 24;
    private const int BufferSize = 64 * 1024;

    /// <summary>Runs a session on this process's console, and returns its exit code.</summary>
    public static int Run(Func<LensContext, int> session)
    {
        bool isTerminal = !Console.IsOutputRedirected;
        TextWriter output = Writer(Console.OpenStandardOutput(), autoFlush: false);
        PagedOutput? paged = isTerminal && Pager() is { } pager ? new PagedOutput(output, pager, Height()) : null;
        using var interrupts = new Interrupts(() => paged is { IsPaging: true });
        return session(new LensContext
        {
            Out = paged ?? output,
            Error = Writer(Console.OpenStandardError(), autoFlush: true),
            IsTerminal = isTerminal,
            ErrorIsTerminal = !Console.IsErrorRedirected,
            Colour = ColourIsWanted(isTerminal),
            Width = isTerminal ? Width() : DefaultWidth,
            Cancelled = interrupts.Cancelled,
        });
    }

    private static StreamWriter Writer(Stream stream, bool autoFlush) =>
        new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), BufferSize) { AutoFlush = autoFlush };

    /// <summary>The command line of the user's pager; <c>cat</c> is the usual way to say that there shall be none.</summary>
    private static string? Pager() =>
        Environment.GetEnvironmentVariable("PAGER")?.Trim() is { Length: > 0 } pager and not "cat" ? pager : null;

    /// <summary>The conventions of no-color.org, force-color.org and bixense.com/clicolors: no goes before yes, and yes before what the terminal is.</summary>
    private static bool ColourIsWanted(bool isTerminal)
    {
        string? forced = Environment.GetEnvironmentVariable("FORCE_COLOR");
        if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) || forced == "0")
        {
            return false;
        }

        return !string.IsNullOrEmpty(forced)
            || Environment.GetEnvironmentVariable("CLICOLOR_FORCE") is not (null or "" or "0")
            || (isTerminal
                && Environment.GetEnvironmentVariable("CLICOLOR") != "0"
                && Environment.GetEnvironmentVariable("TERM") is not ("dumb" or ""));
    }

    /// <summary>What the user says goes before what the terminal says.</summary>
    private static int Width() =>
        int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out int columns) && columns > 0
            ? columns
            : Size(static () => Console.WindowWidth, DefaultWidth);

    private static int Height() => Size(static () => Console.WindowHeight, DefaultHeight);

    private static int Size(Func<int> read, int fallback)
    {
        try
        {
            return read() is var size and > 0 ? size : fallback;
        }
        catch (Exception error) when (error is IOException or PlatformNotSupportedException)
        {
            return fallback;
        }
    }
}
