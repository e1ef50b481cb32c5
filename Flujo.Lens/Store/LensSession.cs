using Flujo.Reading;
using Flujo.Storage;

namespace Flujo.Lens.Store;

/// <summary>One look into a store: all its queries see the same state.</summary>
internal sealed class LensSession(SqliteDatabase database, string path)
{
    public SqliteDatabase Database { get; } = database;

    /// <summary>The store's file.</summary>
    public string Path { get; } = path;

    /// <summary>The verb and the run that the audit log will name; null when nothing is to be recorded.</summary>
    public (string Command, string RunId)? Audit { get; private set; }

    /// <summary>Finds the run that an id stands for, and notes that this verb has looked at it.</summary>
    /// <exception cref="LensException">There is none, or there are several.</exception>
    public RunSummary FindRun(string id, string verb)
    {
        RunSummary run = FindRun(id);
        Audit = (verb, run.RunId);
        return run;
    }

    /// <summary>Finds the run that an id stands for, and leaves no record of it.</summary>
    /// <exception cref="LensException">There is none, or there are several.</exception>
    public RunSummary FindRun(string id)
    {
        RunMatch match = RunIdResolver.Resolve(Database, id);
        if (match.Run is not { } run)
        {
            throw match.Candidates.Count == 0 ? RunErrors.NotFound(id, Path) : RunErrors.Ambiguous(id, Path, match);
        }

        return run;
    }
}
