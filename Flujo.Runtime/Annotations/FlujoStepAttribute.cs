namespace Flujo;

/// <summary>
/// Marks a method as a step: every call of it is recorded as a span. The generator of the package <c>Flujo</c>
/// reroutes direct calls through a wrapper at build time; the method itself and its callers stay as they are.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FlujoStepAttribute : Attribute
{
    /// <summary>Names the step after its method: snake_case, without <c>Async</c>.</summary>
    public FlujoStepAttribute()
    {
    }

    /// <summary>Gives the step a name of its own.</summary>
    /// <param name="name">The name that queries use; lower snake_case, stable over the years.</param>
    public FlujoStepAttribute(string name) => Name = name;

    /// <summary>The given name, or null when the method's name serves.</summary>
    public string? Name { get; }

    /// <summary>How often the step is tried before its error reaches the caller; 1 (the default) means no retry.
    /// The retries hold with tracing switched off, too.</summary>
    public int MaxAttempts { get; set; } = 1;

    /// <summary>Milliseconds before the second attempt, default 0. The delay doubles with each further attempt and
    /// varies by up to a quarter in both directions, so that many callers do not retry in step.</summary>
    public int RetryDelayMilliseconds { get; set; }

    /// <summary>The most that a call of the step, with all beneath it, may cost, in US dollars: a budget, see <see cref="FlujoBudget"/>. 0 (the default), and what is
    /// no positive number, is no limit. An attribute cannot hold a decimal; as many digits count as a double has.</summary>
    public double MaxCostUsd { get; set; }

    /// <summary>The most tokens, input and output together, that a call of the step, with all beneath it, may use: a budget, see <see cref="FlujoBudget"/>. 0 (the
    /// default) and less is no limit.</summary>
    public long MaxTokens { get; set; }

    /// <summary>What of arguments and result is recorded; nothing unless the project says otherwise.</summary>
    public FlujoCapture Capture { get; set; }

    /// <summary>The kind of the span: step, agent or tool.</summary>
    public FlujoStepKind Kind { get; set; }

    /// <summary>Promises that the step starts no span and does not await. A leaf is the cheapest span there is
    /// and allocates nothing; a span that is started inside it nevertheless hangs under the leaf's parent.
    /// Has an effect on methods that return no task.</summary>
    public bool Leaf { get; set; }
}
