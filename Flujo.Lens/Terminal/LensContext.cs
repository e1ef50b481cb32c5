namespace Flujo.Lens.Terminal;

/// <summary>
/// Everything that a verb knows of the world outside: where to write, how wide and how colourful, what time it is and
/// what the environment says. A test makes one of its own and runs a whole session in its process.
/// </summary>
internal sealed class LensContext
{
    /// <summary>Data goes here, and nothing else.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Talk goes here: errors, hints, notes.</summary>
    public required TextWriter Error { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Whether a person reads stdout. Otherwise tables are tab-separated and times exact.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>Whether stdout may be coloured.</summary>
    public bool Colour { get; init; }

    /// <summary>Columns of the terminal.</summary>
    public int Width { get; init; } = 80;

    /// <summary>Whether stderr is a terminal, on which progress may be shown.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>Whether times are exact on a terminal too. Said by the command line.</summary>
    public bool ExactTimes { get; set; }

    /// <summary>Asked for by Ctrl-C.</summary>
    public CancellationToken Cancelled { get; init; }

    /// <summary>Where <c>from-file -</c> reads.</summary>
    public Func<Stream> OpenInput { get; init; } = Console.OpenStandardInput;

    /// <summary>Reads an environment variable.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    public DateTimeOffset Now => Clock.GetUtcNow();
}
