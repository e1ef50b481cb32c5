using System.Globalization;
using System.Text;

namespace Flujo.Testing;

/// <summary>Runs a traced program inside a run of its own, and reads back what was recorded.</summary>
public static class RecordedProgram
{
    /// <summary>Runs the program, in a store that goes away with the call.</summary>
    /// <returns>What it did, and its spans: one a line as `name (status)` and its attributes, indented by depth.</returns>
    public static async Task<(ProgramOutcome Outcome, string Tree)> RunAsync(LoadedProgram program)
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("program");
        ProgramOutcome outcome = await program.RunAsync();
        run.Complete();
        TraceSpan root = run.TraceTree ?? throw new VerificationException("The run has no trace tree.");

        var text = new StringBuilder();
        foreach (TraceSpan child in root.Children)
            Write(text, child, 0);
        return (outcome, text.ToString());
    }

    private static void Write(StringBuilder text, TraceSpan span, int depth)
    {
        text.Append(' ', depth * 2).Append(span.Name).Append(" (").Append(span.Status.ToString().ToLowerInvariant()).Append(')');
        foreach ((string key, object? value) in span.Attributes.OrderBy(each => each.Key, StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $" {key}={value}");
        text.Append('\n');
        foreach (TraceSpan child in span.Children)
            Write(text, child, depth + 1);
    }
}
