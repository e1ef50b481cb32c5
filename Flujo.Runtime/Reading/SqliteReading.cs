using Microsoft.Data.Sqlite;

namespace Flujo.Reading;

/// <summary>The few lines that every query of this room would otherwise repeat.</summary>
internal static class SqliteReading
{
    /// <summary>A command with its parameters bound in order as <c>$1</c>, <c>$2</c> …; null is bound as NULL.</summary>
    public static SqliteCommand Command(this SqliteConnection connection, string sql, params ReadOnlySpan<object?> values)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        for (int i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue($"${i + 1}", values[i] ?? DBNull.Value);
        }

        return command;
    }

    public static long? Int64OrNull(this SqliteDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetInt64(column);

    public static string? TextOrNull(this SqliteDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetString(column);

    /// <summary>The status of a column; a number of a later version reads as running rather than as nonsense.</summary>
    public static FlujoStatus Status(this SqliteDataReader reader, int column)
    {
        long number = reader.GetInt64(column);
        return number is >= 0 and <= (long)FlujoStatus.Interrupted ? (FlujoStatus)number : FlujoStatus.Running;
    }
}
