namespace Flujo.Vocabulary;

/// <summary>The kind of a span. The numbers are stored: append only.</summary>
internal enum SpanKind : byte
{
    Run,
    Step,
    Agent,
    Tool,
    Loop,
    Iteration,
    Conditional,
    Branch,
    Parallel,
    Attempt,
}

internal static class SpanKindExtensions
{
    private static readonly string[] Words =
        ["run", "step", "agent", "tool", "loop", "iteration", "conditional", "branch", "parallel", "attempt"];

    /// <summary>The word that users read.</summary>
    public static string Word(this SpanKind kind) => (uint)kind < (uint)Words.Length ? Words[(int)kind] : "step";

    /// <summary>Whether the span counts in <c>total_steps</c> and in the statistics per step.</summary>
    public static bool IsStep(this SpanKind kind) => kind is SpanKind.Step or SpanKind.Agent or SpanKind.Tool;

    public static SpanKind ToSpanKind(this FlujoStepKind kind) => kind switch
    {
        FlujoStepKind.Agent => SpanKind.Agent,
        FlujoStepKind.Tool => SpanKind.Tool,
        _ => SpanKind.Step,
    };
}
