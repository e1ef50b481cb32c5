using System.Globalization;

namespace Flujo.Lens.Verbs;

/// <summary>Reads sizes as users write them: 1GB is 10^9 bytes, 1GiB is 2^30, a bare number is bytes.</summary>
internal static class SizeText
{
    private const string Units = "kmgt";
    private const decimal Largest = 1e15m; // times the largest unit it is still a decimal

    /// <summary>The number of bytes, or null when the text is none.</summary>
    public static long? Parse(string text)
    {
        string rest = text.Trim().ToLowerInvariant();
        bool isBinary = rest.EndsWith("ib", StringComparison.Ordinal);
        rest = isBinary ? rest[..^2] : rest.EndsWith('b') ? rest[..^1] : rest;
        int power = rest.Length == 0 ? 0 : Units.IndexOf(rest[^1], StringComparison.Ordinal) + 1;
        if (power > 0)
        {
            rest = rest[..^1];
        }
        else if (isBinary)
        {
            return null;
        }

        return decimal.TryParse(rest, NumberStyles.AllowDecimalPoint | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out decimal number)
            && number < Largest && number * Power(isBinary ? 1024 : 1000, power) is var bytes && bytes <= long.MaxValue
            ? (long)bytes
            : null;
    }

    private static decimal Power(decimal unit, int power)
    {
        decimal result = 1;
        for (int i = 0; i < power; i++)
        {
            result *= unit;
        }

        return result;
    }
}
