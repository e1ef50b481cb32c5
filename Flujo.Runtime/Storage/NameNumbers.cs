using Flujo.Vocabulary;

namespace Flujo.Storage;

/// <summary>
/// The numbers that names and call sites have in one store. Remembers what it has looked up; a failed transaction may have taken numbers back, so
/// <see cref="Forget"/> everything then. Programs that invent names without end are kept in bounds by forgetting at times.
/// </summary>
internal sealed class NameNumbers(SqliteDatabase database, IConstants constants)
{
    private const int MaxRemembered = 50_000;
    private readonly Dictionary<string, long> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<uint, long> _constants = [];
    private readonly Dictionary<uint, long> _callSites = [];

    /// <summary>The number of a name in a record: a constant's id, or a text.</summary>
    public long Of(uint nameId, string? name)
    {
        if (nameId == 0)
        {
            return Of(name ?? "(unnamed)");
        }

        if (!_constants.TryGetValue(nameId, out long number))
        {
            number = Of(constants.NameOf(nameId) ?? "(unnamed)");
            _constants.Add(nameId, number);
        }

        return number;
    }

    public long Of(string name)
    {
        if (_names.TryGetValue(name, out long number))
        {
            return number;
        }

        if (_names.Count >= MaxRemembered)
        {
            _names.Clear();
        }

        number = Find("SELECT name_no FROM names WHERE name = ?1", name) ?? Insert("INSERT INTO names(name) VALUES (?1)", name);
        _names.Add(name, number);
        return number;
    }

    /// <summary>The number of a call site, or null where there is none.</summary>
    public long? OfCallSite(uint id)
    {
        if (id == 0 || constants.CallSiteOf(id) is not { } site)
        {
            return null;
        }

        if (!_callSites.TryGetValue(id, out long number))
        {
            SqliteStatement find = database.Statement("SELECT call_site_no FROM call_sites WHERE file = ?1 AND line = ?2").Bind(1, site.File).Bind(2, site.Line);
            bool known = find.Step();
            number = known ? find.Long(0) : 0;
            find.Reset();
            if (!known)
            {
                database.Statement("INSERT INTO call_sites(file, line) VALUES (?1, ?2)").Bind(1, site.File).Bind(2, site.Line).Run();
                number = database.LastRowId;
            }

            _callSites.Add(id, number);
        }

        return number;
    }

    public void Forget()
    {
        _names.Clear();
        _constants.Clear();
        _callSites.Clear();
    }

    private long? Find(string sql, string name)
    {
        SqliteStatement statement = database.Statement(sql).Bind(1, name);
        long? number = statement.Step() ? statement.Long(0) : null;
        statement.Reset();
        return number;
    }

    private long Insert(string sql, string name)
    {
        database.Statement(sql).Bind(1, name).Run();
        return database.LastRowId;
    }
}
