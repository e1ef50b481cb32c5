using Flujo.Lens.Terminal;

namespace Flujo.Lens.Tests.Terminal;

public sealed class TableTests
{
    [Fact]
    public void Piped_IsTabSeparatedWithoutTitles() =>
        Assert.Equal("a\\tb\t1\nc\t2\n", Write(isTerminal: false, 80, ("a\tb", "1"), ("c", "2")));

    [Fact]
    public void Terminal_WideTextInANarrowColumn_IsCut()
    {
        string text = Write(isTerminal: true, 20, (new string('語', 500), "1"));

        Assert.All(text.Split('\n'), line => Assert.InRange(TextWidth.Of(line), 0, 20));
    }

    [Fact]
    public void Terminal_Markup_IsNotInterpreted() =>
        Assert.Contains("[red]x[/] [[", Write(isTerminal: true, 80, ("[red]x[/] [[", "1")), StringComparison.Ordinal);

    [Fact]
    public void Terminal_NarrowerThanTheTable_StillShowsEveryRow()
    {
        string text = Write(isTerminal: true, 3, ("first", "1"), ("second", "2"));

        Assert.Contains("second", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Terminal_ManyRows_KeepTheirColumns()
    {
        (string, string)[] rows = [.. Enumerable.Range(0, 1200).Select(i => (new string('x', 1 + (i % 9)), $"{i}"))];

        string[] lines = Write(isTerminal: true, 80, rows).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Single(lines.Skip(2).Select(line => line.TrimEnd().Length).Distinct());
    }

    private static string Write(bool isTerminal, int width, params (string Name, string Count)[] rows)
    {
        var table = new Table(Column.Text("name"), Column.Number("count"));
        foreach ((string name, string count) in rows)
        {
            table.Add(name, count);
        }

        var output = new StringWriter { NewLine = "\n" };
        var context = new LensContext { Out = output, Error = TextWriter.Null, IsTerminal = isTerminal, Width = width };
        context.Write(table);
        return output.ToString();
    }
}
