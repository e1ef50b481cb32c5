using Flujo.Reading;
using Flujo.Vocabulary;

namespace Flujo.Lens.Verbs.Show;

/// <summary>All that <c>show</c> reads of a run. The declared steps are there only with <c>--verbose</c>.</summary>
internal sealed record RunView(RunDetails Run, IReadOnlyList<StepRow> Steps, IReadOnlyList<DeclaredStep> Declared)
{
    /// <summary>What the run used, by model.</summary>
    public IReadOnlyList<TraceUsage> Usage { get; init; } = [];
}
