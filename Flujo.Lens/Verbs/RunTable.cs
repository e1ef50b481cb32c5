using Flujo.Lens.Terminal;
using Flujo.Reading;

namespace Flujo.Lens.Verbs;

/// <summary>Runs as a table: of <c>list</c>, and to choose from when an id is ambiguous.</summary>
internal static class RunTable
{
    /// <summary>As many digits of an id as a narrow terminal shows; every verb takes them for the whole.</summary>
    private const int ShortId = 12;

    /// <summary>From this width on a terminal shows whole ids.</summary>
    public const int WideTerminal = 110;

    public static Table Of(LensContext context, IReadOnlyList<RunSummary> runs)
    {
        var table = new Table("run id", Column.Text("pipeline"), "status", "started", Column.Number("duration"));
        foreach (RunSummary run in runs)
        {
            table.Add(IdFor(context, run.RunId), run.PipelineName, run.Status, context.When(run.StartTime), Words.Seconds(run.Duration));
        }

        return table;
    }

    /// <summary>A run's id, on a narrow terminal its first digits.</summary>
    public static string IdFor(LensContext context, string runId) =>
        context.IsTerminal && context.Width < WideTerminal && runId.Length > ShortId ? runId[..ShortId] : runId;
}
