using Flujo.Storage;

namespace Flujo.Reading;

/// <summary>
/// The names behind the store's name numbers. A name is fetched once, so that a run of 100,000 spans with ten names
/// allocates ten strings. Not thread-safe.
/// </summary>
internal sealed class NameLookup(SqliteDatabase database)
{
    private readonly Dictionary<long, string> _names = [];

    public string this[long number]
    {
        get
        {
            if (!_names.TryGetValue(number, out string? name))
            {
                name = database.Statement("SELECT name FROM names WHERE name_no = ?1").Bind(1, number).TextOrNull() ?? "(unnamed)";
                _names.Add(number, name);
            }

            return name;
        }
    }

    /// <summary>The number of a name, or null when nothing in the store is called so.</summary>
    public static long? NumberOf(SqliteDatabase database, string name) =>
        database.Statement("SELECT name_no FROM names WHERE name = ?1").Bind(1, name).NumberOrNull();
}
