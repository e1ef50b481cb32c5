namespace Flujo.Lens.Terminal;

/// <summary>Writes labelled values and texts of several lines.</summary>
internal static class TextBlock
{
    private const int LabelWidth = 12;
    private const string Bar = "│ ";

    /// <summary>One labelled value: aligned on a terminal, <c>label TAB value</c> when piped. The value is stored text.</summary>
    public static void WriteField(this LensContext context, string label, string value, Tone tone = Tone.Plain)
    {
        string safe = context.Paint(SafeText.Line(value), tone);
        context.Out.Write(context.IsTerminal
            ? $"{context.Paint(label.PadRight(LabelWidth), Tone.Muted)}{safe}\n"
            : $"{label}\t{safe}\n");
    }

    /// <summary>A heading with an empty line before it.</summary>
    public static void WriteHeading(this LensContext context, string text) =>
        context.Out.Write($"\n{SafeText.Line(text)}\n");

    /// <summary>A stored text of any length. Every line begins with a bar, so that none can pose as a line of lens.</summary>
    public static void WriteText(this LensContext context, string text, string indent = "")
    {
        string bar = indent + context.Paint(Bar, Tone.Muted);
        foreach (string line in SafeText.Lines(text))
        {
            context.Out.Write(bar);
            context.Out.Write(line);
            context.Out.Write('\n');
        }
    }
}
