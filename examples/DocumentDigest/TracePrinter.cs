using System.Globalization;
using Flujo;

namespace DocumentDigest;

/// <summary>Prints a run's trace tree and how to look at it again.</summary>
internal static class TracePrinter
{
    public static void Print(FlujoRun run, TextWriter output)
    {
        if (run.TraceTree is not { } root)
            return;

        output.WriteLine();
        output.WriteLine(Line(root));
        PrintChildren(root, "", output);
        string id = run.RunId[..8];
        output.WriteLine();
        output.WriteLine($"Again, with more to see:  flujo lens trace {id} --attributes");
        output.WriteLine($"From the repository:      dotnet run -c Release --project Flujo.Lens -- lens trace {id} --attributes");
    }

    private static void PrintChildren(TraceSpan span, string indent, TextWriter output)
    {
        IReadOnlyList<TraceSpan> children = Visible(span);
        for (int i = 0; i < children.Count; i++)
        {
            bool isLast = i == children.Count - 1;
            output.WriteLine($"{indent}{(isLast ? "└── " : "├── ")}{Line(children[i])}");
            PrintChildren(children[i], indent + (isLast ? "    " : "│   "), output);
        }
    }

    /// <summary>A step that succeeded at its first attempt shows no attempts.</summary>
    private static IReadOnlyList<TraceSpan> Visible(TraceSpan span) =>
        span.Children is [{ Kind: "attempt" } only] ? only.Children : span.Children;

    private static string Line(TraceSpan span)
    {
        string status = span.Status.ToString().ToLowerInvariant();
        string time = span.Duration is { } duration
            ? string.Create(CultureInfo.InvariantCulture, $", {duration.TotalSeconds:0.000}s")
            : "";
        string attempts = span.Attempts > 1 ? $", {span.Attempts} attempts" : "";
        return $"{span.Name} ({status}{time}{attempts})";
    }
}
