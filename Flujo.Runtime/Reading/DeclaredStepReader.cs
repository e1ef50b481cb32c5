using Flujo.Storage;
using Flujo.Vocabulary;

namespace Flujo.Reading;

/// <summary>Reads the catalogue of declared steps, which has one entry per program, version and method.</summary>
internal static class DeclaredStepReader
{
    /// <summary>
    /// The declarations of these names, by name. Where several versions of a program are known, the version that ran is
    /// taken, else the last one: a step may come from an assembly whose version is not the program's.
    /// </summary>
    public static List<DeclaredStep> Read(SqliteDatabase database, IReadOnlySet<string> names, RunDetails run)
    {
        var chosen = new Dictionary<(string Program, string Method), DeclaredStep>();
        foreach (DeclaredStep step in All(database))
        {
            (string, string) key = (step.Program, step.Method);
            if (!chosen.TryGetValue(key, out DeclaredStep? other) || other.Version != run.ProgramVersion)
            {
                chosen[key] = step;
            }
        }

        return
        [
            .. chosen.Values
                .Where(step => names.Contains(step.Name))
                .OrderBy(step => step.Name, StringComparer.Ordinal)
                .ThenBy(step => step.Program, StringComparer.Ordinal)
                .ThenBy(step => step.Method, StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<DeclaredStep> All(SqliteDatabase database)
    {
        SqliteStatement select = database.Statement(
            """
            SELECT d.program, d.version, d.name, coalesce(k.kind, 1), d.method, d.file, d.line, d.max_attempts, d.capture
            FROM declared_steps d LEFT JOIN kinds k ON k.name = d.kind
            ORDER BY d.program, d.version, d.method
            """);
        try
        {
            while (select.Step())
            {
                yield return new DeclaredStep(
                    select.Text(0),
                    select.Text(1),
                    select.Text(2),
                    (SpanKind)select.Long(3),
                    select.Text(4),
                    select.TextOrNull(5),
                    (int)select.Long(6),
                    (int)select.Long(7),
                    Enum.TryParse(select.Text(8), ignoreCase: true, out FlujoCapture capture) ? capture : FlujoCapture.None);
            }
        }
        finally
        {
            select.Reset();
        }
    }
}
