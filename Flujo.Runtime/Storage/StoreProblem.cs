namespace Flujo.Storage;

/// <summary>The store cannot be used as it is, and why. The message is for people: it names the file and what to do.</summary>
internal sealed class StoreProblem(string cause, string message) : Exception(message)
{
    /// <summary>A word for the kind of problem, the key under which notes are counted.</summary>
    public string Cause => cause;
}
