using System.CommandLine.Parsing;
using System.Globalization;
using Flujo.Lens.Terminal;

namespace Flujo.Lens.Verbs;

/// <summary>Reads the values of options, with errors that name what is valid.</summary>
internal static class OptionParsers
{
    /// <summary>A whole number of at least <paramref name="least"/>.</summary>
    public static Func<ArgumentResult, int> Integer(int least) => result =>
    {
        string text = TextOf(result);
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number >= least)
        {
            return number;
        }

        result.AddError($"{OptionOf(result)} takes a whole number, at least {least}; it was given '{Echo(text)}'");
        return least;
    };

    public static double? Seconds(ArgumentResult result)
    {
        string text = TextOf(result);
        if (LensSettings.ParseSeconds(text) is { } seconds)
        {
            return seconds;
        }

        result.AddError(
            $"{OptionOf(result)} takes a number of seconds above 0, at most {LensSettings.LongestTimeoutSeconds}; " +
            $"it was given '{Echo(text)}'");
        return null;
    }

    public static FlujoStatus? Status(ArgumentResult result)
    {
        string text = TextOf(result);
        FlujoStatus? status = Words.ToStatus(text);
        if (status is null)
        {
            result.AddError(
                $"{OptionOf(result)} takes one of {string.Join(", ", Words.Statuses)}; it was given '{Echo(text)}'");
        }

        return status;
    }

    /// <summary>A point in time (ISO 8601; UTC where it has no offset) or an age such as 30m, 24h, 7d.</summary>
    public static Func<ArgumentResult, DateTimeOffset?> Since(TimeProvider clock) => result =>
    {
        string text = TextOf(result);
        if (TimeText.Parse(text, clock.GetUtcNow()) is { } time)
        {
            return time;
        }

        result.AddError(
            $"{OptionOf(result)} takes a time in ISO 8601 (2026-01-31, 2026-01-31T12:00:00Z) or an age (30m, 24h, 7d); " +
            $"it was given '{Echo(text)}'");
        return null;
    };

    private static string TextOf(ArgumentResult result) => result.Tokens.Count == 0 ? "" : result.Tokens[0].Value;

    private static string OptionOf(ArgumentResult result) =>
        result.Parent is OptionResult option ? option.Option.Name : result.Argument.Name;

    private static string Echo(string text) => SafeText.Line(text, 60);
}
