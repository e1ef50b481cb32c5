using Flujo.Lens.Terminal;
using Flujo.Storage;
using SQLitePCL;

namespace Flujo.Lens.Store;

/// <summary>The errors of opening and reading a store, in words: what is wrong, with which file, and what to try.</summary>
internal static class StoreErrors
{
    private const string NameTheStore = "name another store with --db PATH, or in " + StoreLocation.EnvironmentVariable;

    public static LensException InMemory() => new(
        "the store is in memory (memory:), and ends with the program that writes it; there is nothing to read",
        "name a file with --db PATH, or in " + StoreLocation.EnvironmentVariable,
        "let the program record into a file, by default " + StoreLocation.DefaultFileName);

    public static LensException InvalidLocation(FormatException error) => new(
        SafeText.Line(error.Message),
        "flujo lens list --db ./" + StoreLocation.DefaultFileName,
        "flujo lens list --db sqlite:////absolute/path/" + StoreLocation.DefaultFileName);

    public static LensException Missing(string path) => new(
        $"there is no store at {SafeText.Line(path)}",
        "run the program first; it makes the store when it records its first run",
        "go to the folder in which the program runs, where it makes " + StoreLocation.DefaultFileName + " by default",
        NameTheStore);

    public static LensException IsFolder(string path) => new(
        $"{SafeText.Line(path)} is a folder, not a store",
        $"name the file in it: --db {SafeText.Line(System.IO.Path.Combine(path, StoreLocation.DefaultFileName))}",
        NameTheStore);

    public static LensException NotFlujo(string path, string why) => new(
        $"{SafeText.Line(path)} is not a Flujo store: {why}",
        "check the path; a program writes " + StoreLocation.DefaultFileName + " by default",
        NameTheStore);

    public static LensException Newer(string path, long version) => new(
        $"{SafeText.Line(path)} was written by a newer Flujo (schema {version}; this lens reads up to {StoreSchema.Version})",
        "update lens: dotnet tool update Flujo.Lens",
        "or read it with the lens of the version that the program uses");

    public static LensException Older(string path, long version) => new(
        $"{SafeText.Line(path)} has schema version {version}; this lens changes version {StoreSchema.Version} alone, and leaves the migration to programs",
        "run a program of the current Flujo with this store once: it brings the store up to date",
        "or use the lens of the version that wrote it");

    public static LensException TimedOut(string path, TimeSpan timeout) => new(
        $"no answer from {SafeText.Line(path)} within {Words.Seconds(timeout)}: the store is locked, or its disk does not answer",
        "see who holds it open: fuser " + SafeText.Line(path),
        "wait longer with --timeout SECONDS, or " + LensSettings.TimeoutVariable,
        "a program that keeps it in exclusive locking mode must end first, or read a copy made when it has ended");

    public static LensException From(SqliteFailure error, string path, TimeSpan timeout) => error.PrimaryCode switch
    {
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_INTERRUPT => TimedOut(path, timeout),
        raw.SQLITE_NOTADB => NotFlujo(path, "it is not a SQLite file"),
        raw.SQLITE_CORRUPT => new LensException(
            $"{SafeText.Line(path)} is damaged: {SafeText.Line(error.Message)}",
            "check it: sqlite3 FILE 'PRAGMA integrity_check'",
            "save what can be read: sqlite3 FILE .recover | sqlite3 saved.db"),
        raw.SQLITE_CANTOPEN or raw.SQLITE_PERM or raw.SQLITE_READONLY or raw.SQLITE_AUTH => Forbidden(path, error.Message),
        _ => Unreadable(path, error.Message),
    };

    public static LensException Forbidden(string path, string why) => new(
        $"{SafeText.Line(path)} cannot be opened: {SafeText.Line(why)}",
        "check its permissions: ls -l " + SafeText.Line(path),
        "run lens as the user whose program writes it",
        NameTheStore);

    public static LensException Unreadable(string path, string why) => new(
        $"{SafeText.Line(path)} cannot be read: {SafeText.Line(why)}",
        "try again; if it stays, check the file: sqlite3 FILE 'PRAGMA integrity_check'",
        NameTheStore);
}
