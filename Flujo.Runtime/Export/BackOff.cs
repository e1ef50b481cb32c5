namespace Flujo.Export;

/// <summary>How long to leave a receiver alone after it failed: doubles from one second to a minute, each varied by a fifth so that many programs do not come back at once.</summary>
internal sealed class BackOff(Func<double> random)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    private int _failures;

    public void Reset() => _failures = 0;

    /// <summary>The next pause.</summary>
    /// <param name="asked">What the receiver asks for; never cut short.</param>
    public TimeSpan Next(TimeSpan? asked)
    {
        double seconds = Math.Min(First.TotalSeconds * Math.Pow(2, Math.Min(_failures++, 16)), Longest.TotalSeconds);
        TimeSpan own = TimeSpan.FromSeconds(seconds * (0.8 + (0.4 * random())));
        return asked is { } wait && wait > own ? wait : own;
    }
}
