namespace Flujo.Lens;

/// <summary>
/// An error that a user can do something about. Its message says what was looked for and where; the hints say what to try
/// next. <see cref="LensApp"/> turns it into text on stderr and an exit code.
/// </summary>
internal class LensException(string message, params string[] hints) : Exception(message)
{
    /// <summary>What to try next, the most likely first.</summary>
    public IReadOnlyList<string> Hints { get; } = hints;

    /// <summary>See <see cref="ExitCodes"/>.</summary>
    public virtual int ExitCode => ExitCodes.Failed;
}
