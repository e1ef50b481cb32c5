using System.ComponentModel;
using Flujo.Vocabulary;

namespace Flujo.CompilerServices;

/// <summary>What the program declares about one step. Made by generated code, once per step and assembly; immutable.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class StepDeclaration
{
    /// <param name="name">The step's (or pipeline's) name.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="method">The method, as <c>Namespace.Type.Method(ParameterTypes)</c>; unique in its assembly.</param>
    /// <param name="file">The declaring file, relative to the project, with forward slashes.</param>
    /// <param name="line">The line of the method's name, 1-based.</param>
    /// <param name="maxAttempts">At least 1.</param>
    /// <param name="retryDelayMilliseconds">At least 0.</param>
    /// <param name="capture">What is captured, the project's default applied.</param>
    /// <param name="version">The pipeline's version, or null.</param>
    public StepDeclaration(
        string name,
        FlujoStepKind kind,
        string method,
        string file,
        int line,
        int maxAttempts = 1,
        int retryDelayMilliseconds = 0,
        FlujoCapture capture = FlujoCapture.None,
        string? version = null)
    {
        Name = Recording.Names.Clean(name);
        Kind = kind;
        SpanKind = kind.ToSpanKind();
        Method = method;
        File = file;
        Line = line;
        MaxAttempts = Math.Max(1, maxAttempts);
        RetryDelayMilliseconds = Math.Max(0, retryDelayMilliseconds);
        Capture = capture;
        Version = version;
        NameId = Journal.ConstantTable.AddName(Name);
    }

    /// <summary>The most that a call may cost, in US dollars; what is no positive number is no limit. Set when it is made.</summary>
    public double MaxCostUsd
    {
        init => Budget = (Budget ?? new FlujoBudget()) with { MaxCostUsd = ToUsd(value) };
    }

    /// <summary>The most tokens that a call may use; 0 and less is no limit. Set when it is made.</summary>
    public long MaxTokens
    {
        init => Budget = (Budget ?? new FlujoBudget()) with { MaxTokens = value };
    }

    internal string Name { get; }

    internal FlujoStepKind Kind { get; }

    internal string Method { get; }

    internal string File { get; }

    internal int Line { get; }

    internal int MaxAttempts { get; }

    internal int RetryDelayMilliseconds { get; }

    internal FlujoCapture Capture { get; }

    internal string? Version { get; }

    /// <summary>What each call may use with all beneath it; null: no limit.</summary>
    internal FlujoBudget? Budget { get; private init; }

    /// <summary>The kind as spans have it.</summary>
    internal SpanKind SpanKind { get; }

    /// <summary>The name's number in the journal's table of constants.</summary>
    internal int NameId { get; }

    /// <summary>A decimal reaches less far than a double.</summary>
    internal static decimal? ToUsd(double value) => value is > 0 and < (double)decimal.MaxValue ? (decimal)value : null;
}
