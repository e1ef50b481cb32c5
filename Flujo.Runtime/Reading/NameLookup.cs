using Microsoft.Data.Sqlite;

namespace Flujo.Reading;

/// <summary>
/// The names behind the store's name numbers. A name is fetched once, so that a run of 100,000 spans with ten names
/// allocates ten strings. Not thread-safe; dispose it before the connection.
/// </summary>
internal sealed class NameLookup : IDisposable
{
    private readonly Dictionary<long, string> _names = [];
    private readonly SqliteCommand _command;

    public NameLookup(SqliteConnection connection) =>
        _command = connection.Command("SELECT name FROM names WHERE name_no = $1", 0L);

    public string this[long number]
    {
        get
        {
            if (!_names.TryGetValue(number, out string? name))
            {
                _command.Parameters[0].Value = number;
                name = _command.ExecuteScalar() as string ?? "(unnamed)";
                _names.Add(number, name);
            }

            return name;
        }
    }

    /// <summary>The number of a name, or null when nothing in the store is called so.</summary>
    public static long? NumberOf(SqliteConnection connection, string name)
    {
        using SqliteCommand command = connection.Command("SELECT name_no FROM names WHERE name = $1", name);
        return command.ExecuteScalar() as long?;
    }

    public void Dispose() => _command.Dispose();
}
