using Flujo.Vocabulary;

namespace Flujo.Storage;

/// <summary>Writes the catalogue of the steps that a program declares. Runs inside a transaction.</summary>
internal static class CatalogueRows
{
    public static void Store(SqliteDatabase database, DeclaredStep step) => database.Statement(
        """
        INSERT INTO declared_steps VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT DO UPDATE SET
            name = excluded.name, kind = excluded.kind, file = excluded.file, line = excluded.line,
            max_attempts = excluded.max_attempts, capture = excluded.capture
        """)
        .Bind(1, step.Program).Bind(2, step.Version).Bind(3, step.Method).Bind(4, step.Name).Bind(5, step.Kind.Word())
        .Bind(6, step.File).Bind(7, step.Line).Bind(8, step.MaxAttempts).Bind(9, step.Capture.ToString()).Run();
}
