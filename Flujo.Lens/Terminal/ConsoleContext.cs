using System.Text;

namespace Flujo.Lens.Terminal;

/// <summary>Makes the context of a real process.</summary>
internal static class ConsoleContext
{
    private const int DefaultWidth = 80;
    private const int BufferSize = 64 * 1024;

    public static LensContext Create()
    {
        bool isTerminal = !Console.IsOutputRedirected;
        return new LensContext
        {
            Out = Writer(Console.OpenStandardOutput(), autoFlush: false),
            Error = Writer(Console.OpenStandardError(), autoFlush: true),
            IsTerminal = isTerminal,
            Colour = isTerminal && ColourIsWanted(),
            Width = isTerminal ? Width() : DefaultWidth,
        };
    }

    private static StreamWriter Writer(Stream stream, bool autoFlush) =>
        new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), BufferSize) { AutoFlush = autoFlush };

    private static bool ColourIsWanted() =>
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) &&
        Environment.GetEnvironmentVariable("TERM") is not ("dumb" or "");

    private static int Width()
    {
        try
        {
            return Console.WindowWidth > 0 ? Console.WindowWidth : DefaultWidth;
        }
        catch (Exception error) when (error is IOException or PlatformNotSupportedException)
        {
            return DefaultWidth;
        }
    }
}
