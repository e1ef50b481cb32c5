using Microsoft.Data.Sqlite;

namespace Flujo.Reading;

/// <summary>Reads the catalogue of declared steps, which has one entry per program, version and method.</summary>
internal static class DeclaredStepReader
{
    /// <summary>
    /// The declarations of these names, by name. Where several versions of a program are known, the version that ran is
    /// taken, else the last one: a step may come from an assembly whose version is not the program's.
    /// </summary>
    public static List<DeclaredStep> Read(SqliteConnection connection, IReadOnlySet<string> names, RunDetails run)
    {
        var chosen = new Dictionary<(string Name, string Program, string Method), DeclaredStep>();
        foreach (DeclaredStep step in All(connection))
        {
            if (!names.Contains(step.Name))
            {
                continue;
            }

            (string, string, string) key = (step.Name, step.Program, step.Method);
            if (!chosen.TryGetValue(key, out DeclaredStep? other) || other.Version != run.ProgramVersion)
            {
                chosen[key] = step;
            }
        }

        return
        [
            .. chosen.Values
                .OrderBy(step => step.Name, StringComparer.Ordinal)
                .ThenBy(step => step.Program, StringComparer.Ordinal)
                .ThenBy(step => step.Method, StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<DeclaredStep> All(SqliteConnection connection)
    {
        using SqliteCommand command = connection.Command(
            """
            SELECT program, version, method, name, kind, file, line, max_attempts, capture
            FROM declared_steps ORDER BY program, version, method
            """);
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return new DeclaredStep(
                reader.GetString(0),
                reader.GetString(1),
                reader.GetString(2),
                reader.GetString(3),
                reader.GetString(4),
                reader.TextOrNull(5),
                reader.Int64OrNull(6),
                reader.GetInt64(7),
                reader.GetString(8));
        }
    }
}
