namespace Flujo;

/// <summary>How a step of a pipeline is tried. Immutable; one object may serve many steps.</summary>
public sealed record StepOptions
{
    private readonly int _maxAttempts = 1;
    private readonly TimeSpan _retryDelay;
    private readonly TimeSpan? _timeout;

    internal static StepOptions Default { get; } = new();

    /// <summary>How often the step is tried before it fails; 1 (the default) means no retry. Above 1, each try has a span of its own.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public int MaxAttempts
    {
        get => _maxAttempts;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            _maxAttempts = value;
        }
    }

    /// <summary>The wait before the second attempt, default none. It doubles with each further attempt and varies by up to a quarter in both directions, so that many
    /// callers do not retry in step.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public TimeSpan RetryDelay
    {
        get => _retryDelay;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            _retryDelay = value;
        }
    }

    /// <summary>Whether a failure is worth another attempt; null (the default): every failure is. Cancellation never is.</summary>
    public Func<Exception, bool>? RetryIf { get; init; }

    /// <summary>
    /// The longest that one attempt may take; null (the default): no limit. The attempt's token is cancelled then, and the attempt fails with a <see cref="TimeoutException"/>;
    /// an asynchronous body that does not heed the token is left to itself, a synchronous one is waited for.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not above zero, or more than 24 days.</exception>
    public TimeSpan? Timeout
    {
        get => _timeout;
        init
        {
            if (value is { } time)
            {
                ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero);
                ArgumentOutOfRangeException.ThrowIfGreaterThan(time, TimeSpan.FromDays(24));
            }

            _timeout = value;
        }
    }

    /// <summary>The kind of the span: step, agent or tool.</summary>
    public FlujoStepKind Kind { get; init; }

    /// <summary>The most that the step may use with all beneath it; null (the default): no limit. Whoever uses more fails the run; see <see cref="FlujoBudget"/>. Nothing is
    /// counted where nothing is recorded.</summary>
    public FlujoBudget? Budget { get; init; }

    /// <summary>What of the step's value and result is recorded; nothing by default.</summary>
    public FlujoCapture Capture { get; init; }
}
