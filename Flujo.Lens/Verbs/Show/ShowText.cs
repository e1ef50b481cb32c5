using Flujo.Lens.Terminal;
using Flujo.Reading;
using Flujo.Vocabulary;

namespace Flujo.Lens.Verbs.Show;

/// <summary>The text of <c>show</c> and <c>get</c>.</summary>
internal sealed class ShowText(LensContext context, ShowOptions options, RunView view)
{
    private const int PreviewLength = 200;

    private readonly RunDetails _run = view.Run;
    private readonly RunSummary _summary = view.Run.Summary;

    public void Write()
    {
        WriteRun();
        WriteUsage();
        WriteSteps();
        WriteDeclared();
        WritePayloads();
        WriteErrors();
        if (options.FinalOutput)
        {
            WriteFinalOutput();
        }
    }

    private void WriteRun()
    {
        context.WriteField("run_id", _summary.RunId);
        context.WriteField("pipeline", _summary.PipelineName);
        context.WriteField("version", _run.PipelineVersion ?? "");
        context.WriteField("status", _summary.Status.Word(), Tones.Of(_summary.Status));
        context.WriteField("program", _run.ProgramVersion is { } version ? $"{_run.Program} {version}" : _run.Program);
        context.WriteField("host", _run.Host);
        context.WriteField("process", Words.Number(_run.ProcessId));
        context.WriteField("started", Time(_summary.StartTime));
        context.WriteField("ended", _summary.EndedAt is { } end ? Time(StoredValue.ToTime(end)) : "");
        context.WriteField("duration", Words.Seconds(_summary.Duration));
        if (_run.ParentRunId is { } parent)
        {
            context.WriteField("parent_run", parent);
        }
    }

    private void WriteUsage()
    {
        context.WriteField("steps", Words.Number(_summary.TotalSteps));
        context.WriteField(
            "tokens",
            $"{Words.Number(_summary.TotalTokens)} ({Words.Number(_run.InputTokens)} in, {Words.Number(_run.OutputTokens)} out)");
        string unknown = UsageText.Unknown(view.Usage);
        string cost = _summary.TotalCostUsd is null ? "unknown" : Words.Dollars(_summary.TotalCostUsd);
        context.WriteField("cost", unknown.Length == 0 ? cost : _summary.TotalCostUsd is null ? unknown : $"{cost}, {unknown}");
        foreach (TraceUsage usage in view.Usage)
        {
            context.WriteField("usage", UsageText.Line(usage));
        }

        if (_run.DroppedRecords > 0)
        {
            context.WriteField(
                "dropped",
                $"{Words.Count(_run.DroppedRecords, "record")} lost ({string.Join(", ", _run.DroppedByCause.Select(static one => $"{Words.Number(one.Value)} {one.Key}"))})",
                Tone.Warning);
        }

        if (_run.DroppedOutsideRuns > 0)
        {
            context.WriteField("not begun", $"{Words.Count(_run.DroppedOutsideRuns, "record")} of the same process, such as starts of runs, were dropped", Tone.Warning);
        }

        if (_run.FinalOutput is { } output && !options.FinalOutput)
        {
            context.WriteField("output", SafeText.Cut(output, PreviewLength));
        }

        if (_run.Error is { } error)
        {
            context.WriteField("error", SafeText.Cut(error, PreviewLength), Tone.Bad);
        }
    }

    private void WriteSteps()
    {
        if (view.Steps.Count == 0)
        {
            return;
        }

        Column[] columns =
        [
            Column.Number("#"), Column.Text("step"), "status", Column.Number("time"), Column.Number("tries"), Column.Number("tokens"),
            Column.Number("cost"), .. options.Verbose ? new Column[] { Column.Text("called at") } : [],
        ];
        var table = new Table(columns) { PipedLabel = "step" };
        for (int i = 0; i < view.Steps.Count; i++)
        {
            StepRow step = view.Steps[i];
            Cell[] cells =
            [
                Words.Number(i),
                step.Span.Name,
                step.Span.Status,
                Words.Seconds(step.Span.Duration),
                Words.Number(step.Span.Attempts),
                Words.Number(step.InputTokens + step.OutputTokens),
                Words.Dollars(step.CostUsd),
                .. options.Verbose ? new Cell[] { step.CallSite ?? "" } : [],
            ];
            table.Add(cells);
        }

        context.WriteBeneath(table);
    }

    private void WriteDeclared()
    {
        if (view.Declared.Count == 0)
        {
            return;
        }

        if (context.IsTerminal)
        {
            context.WriteHeading("Steps as declared");
        }

        var table = new Table(
            Column.Text("step"), "kind", Column.Number("attempts"), "capture", Column.Text("source"))
        { PipedLabel = "declared" };
        foreach (DeclaredStep step in view.Declared)
        {
            string source = step.File is null ? "" : $"{step.File}:{Words.Number(step.Line)}";
            table.Add(
                step.Name,
                step.Kind.Word(),
                Words.Number(step.MaxAttempts),
                step.Capture.ToString().ToLowerInvariant(),
                source);
        }

        context.Write(table);
    }

    /// <summary>The texts of each step that the flags ask for.</summary>
    private void WritePayloads()
    {
        bool input = options.Verbose || options.Input;
        bool output = options.Verbose || options.Output;
        bool error = options.Verbose || options.Error;
        if (!input && !output && !error)
        {
            return;
        }

        for (int i = 0; i < view.Steps.Count; i++)
        {
            StepRow step = view.Steps[i];
            context.WriteHeading($"{i} {SafeText.Cut(step.Span.Name, PreviewLength)} ({step.Span.Status.Word()})");
            WritePayload("input", step.Input, input);
            WritePayload("output", step.Output, output);
            WritePayload("error", step.Feedback, error);
        }
    }

    private void WritePayload(string label, string? text, bool asked)
    {
        if (!asked)
        {
            return;
        }

        if (text is null)
        {
            context.Out.Write($"  {label}: {context.Paint(label == "error" ? "none" : "not recorded", Tone.Muted)}\n");
            return;
        }

        context.Out.Write($"  {label}:\n");
        context.WriteText(text, "  ");
    }

    /// <summary>Without a flag, one line for each step that failed.</summary>
    private void WriteErrors()
    {
        if (options.Verbose || options.Error || !view.Steps.Any(step => step.Feedback is not null))
        {
            return;
        }

        context.WriteHeading("Errors");
        foreach (StepRow step in view.Steps.Where(step => step.Feedback is not null))
        {
            string name = SafeText.Line(step.Span.Name, PreviewLength);
            context.Out.Write($"  {name}: {context.Paint(SafeText.Line(step.Feedback, PreviewLength), Tone.Bad)}\n");
        }
    }

    private void WriteFinalOutput()
    {
        context.WriteHeading("Final output");
        if (_run.FinalOutput is { } output)
        {
            context.WriteText(output);
            return;
        }

        string reason = _summary.Status switch
        {
            FlujoStatus.Failed when _run.Error is { } error => $"the run failed: {SafeText.Cut(error, PreviewLength)}",
            FlujoStatus.Completed => "the run completed without one",
            FlujoStatus.Running => "the run has not ended yet",
            FlujoStatus.Paused => "the run is paused",
            FlujoStatus other => $"the run {(other == FlujoStatus.Failed ? "" : "was ")}{other.Word()}",
        };
        context.Out.Write($"  none: {SafeText.Line(reason)}\n");
    }

    /// <summary>Exact, and on a terminal also how long ago.</summary>
    private string Time(DateTimeOffset time)
    {
        if (!context.IsTerminal || context.ExactTimes)
        {
            return Words.Iso(time);
        }

        string ago = Words.Ago(time, context.Now);
        return ago == Words.Short(time) ? ago : $"{Words.Short(time)} ({ago})";
    }
}
