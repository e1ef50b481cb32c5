using Flujo.Storage;

namespace Flujo.Reading;

/// <summary>The few lines that every query of this room would otherwise repeat.</summary>
internal static class SqliteReading
{
    /// <summary>The first column of the first row as a number, or null.</summary>
    public static long? NumberOrNull(this SqliteStatement statement)
    {
        long? number = statement.Step() ? statement.LongOrNull(0) : null;
        statement.Reset();
        return number;
    }

    /// <summary>The first column of the first row as a text, or null.</summary>
    public static string? TextOrNull(this SqliteStatement statement)
    {
        string? text = statement.Step() ? statement.TextOrNull(0) : null;
        statement.Reset();
        return text;
    }

    /// <summary>The status of a column; a number of a later version reads as running rather than as nonsense.</summary>
    public static FlujoStatus Status(this SqliteStatement row, int column)
    {
        long number = row.Long(column);
        return number is >= 0 and <= (long)FlujoStatus.Interrupted ? (FlujoStatus)number : FlujoStatus.Running;
    }
}
