using Flujo.Diagnostics;

namespace Flujo.Draining;

/// <summary>What recovery did and could not do. Not thread-safe.</summary>
internal sealed class RecoveryReport
{
    private readonly List<(string Cause, string Message)> _problems = [];

    /// <summary>How many dead journals were stored and closed.</summary>
    public int Recovered { get; set; }

    /// <summary>Whether a dead journal or an orphaned run is left because the store could not be written.</summary>
    public bool StoreNotWritable { get; set; }

    /// <summary>What people should know, one sentence each.</summary>
    public IEnumerable<string> Problems => _problems.Select(static problem => problem.Message);

    public void Add(string cause, string message) => _problems.Add((cause, message));

    public void WriteNotes()
    {
        foreach ((string cause, string message) in _problems)
        {
            Notes.Write(cause, message);
        }
    }
}
