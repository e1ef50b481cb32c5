using Microsoft.Data.Sqlite;

namespace Flujo.Runtime.Tests.Draining;

/// <summary>Short ways to ask a store, for tests.</summary>
internal static class SqlShortcuts
{
    public static void Run(this SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static long Number(this SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() is long number ? number : 0;
    }

    /// <summary>All rows, each as its values with bars between them.</summary>
    public static List<string> Rows(this SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using SqliteDataReader reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "null" : reader.GetString(i))));
        }

        return rows;
    }

    /// <summary>Everything that a store says, but for the clock of its last visitor: to tell whether something changed.</summary>
    public static string Content(this SqliteConnection connection) => string.Join('\n',
        connection.Rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
            .Select(table => table + "\n" + string.Join('\n', connection.Rows($"SELECT * FROM {table}"))));
}
