using System.Globalization;
using Flujo.Lens.Store;
using Flujo.Lens.Terminal;
using Flujo.Storage;

namespace Flujo.Lens;

/// <summary>What every verb is told: which store, how long to wait, and whether to answer in JSON.</summary>
internal sealed record LensSettings
{
    /// <summary>Seconds to wait for a store, where no flag says otherwise.</summary>
    public const string TimeoutVariable = "FLUJO_LENS_TIMEOUT";

    /// <summary>An hour is more than anybody waits; and it keeps the number within what a timer takes.</summary>
    public const double LongestTimeoutSeconds = 3600;

    private const double DefaultTimeoutSeconds = 10;

    /// <summary>What <c>--db</c> said, or null.</summary>
    public string? Db { get; init; }

    /// <summary>What <c>--timeout</c> said, or null.</summary>
    public double? TimeoutSeconds { get; init; }

    public bool Json { get; init; }

    /// <summary>The flag, else the environment, else <c>flujo_ops.db</c> in the current directory.</summary>
    public StoreLocation Location(LensContext context)
    {
        string? fromEnvironment = context.Variable(StoreLocation.EnvironmentVariable);
        try
        {
            StoreLocation location = StoreLocation.Parse(
                Db ?? (string.IsNullOrWhiteSpace(fromEnvironment) ? StoreLocation.DefaultFileName : fromEnvironment));
            return location.IsMemory ? throw StoreErrors.InMemory() : location;
        }
        catch (FormatException error)
        {
            throw StoreErrors.InvalidLocation(error);
        }
    }

    /// <summary>The flag, else the environment, else ten seconds.</summary>
    public TimeSpan Timeout(LensContext context)
    {
        if (TimeoutSeconds is { } fromFlag)
        {
            return TimeSpan.FromSeconds(fromFlag);
        }

        string? fromEnvironment = context.Variable(TimeoutVariable);
        if (string.IsNullOrWhiteSpace(fromEnvironment))
        {
            return TimeSpan.FromSeconds(DefaultTimeoutSeconds);
        }

        return ParseSeconds(fromEnvironment) is { } seconds
            ? TimeSpan.FromSeconds(seconds)
            : throw new UsageException(
                $"{TimeoutVariable} is '{SafeText.Line(fromEnvironment)}', which is not a number of seconds above 0",
                $"set it right: {TimeoutVariable}=30",
                "or say it with --timeout SECONDS, which goes first");
    }

    /// <summary>A number of seconds above 0, or null.</summary>
    public static double? ParseSeconds(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds) &&
        seconds is > 0 and <= LongestTimeoutSeconds
            ? seconds
            : null;
}
