using System.Globalization;
using Flujo.Benchmarks.Measuring;

namespace Flujo.Benchmarks.Overhead;

/// <summary>Prints what was measured.</summary>
internal static class Report
{
    public static void Print(
        IReadOnlyDictionary<Contender, Cost> on,
        IReadOnlyDictionary<(Shape Shape, string Name), Cost> exporting,
        long received,
        IReadOnlyDictionary<(Shape Shape, string Name), Cost> off,
        Effort effort,
        TextWriter output)
    {
        Dictionary<(Shape Shape, string Name), Cost> costs = on.ToDictionary(entry => (entry.Key.Shape, entry.Key.Name), entry => entry.Value);
        output.WriteLine("What one span costs");
        output.WriteLine(Machine.Describe());
        if (Machine.Complaint() is { } complaint)
            output.WriteLine(complaint);
        output.WriteLine($"Medians of {effort.Rounds} rounds with {effort.Calls:N0} calls of each kind in turn, after warm-up, inside one run or trace.");
        output.WriteLine("Between rounds the journal and the SDK's queue are flushed, outside of what is timed: no back-pressure, no drops.");
        output.WriteLine("'over plain' is the cost beyond the plain call of the same shape; 'clocks' is that over two clock reads.");
        foreach (Shape shape in Enum.GetValues<Shape>())
            PrintTable(Title(shape), costs.Where(entry => entry.Key.Shape == shape), costs, output);
        foreach (Shape shape in Enum.GetValues<Shape>())
            PrintTable($"{Title(shape)}, while all is exported over OTLP (second process, {received / 1e6:0} MB sent)", exporting.Where(entry => entry.Key.Shape == shape), exporting, output);
        foreach (Shape shape in Enum.GetValues<Shape>())
            PrintTable($"{Title(shape)}, tracing off (third process)", off.Where(entry => entry.Key.Shape == shape), off, output);
    }

    private static string Title(Shape shape) => shape switch
    {
        Shape.Sync => "Ordinary method",
        Shape.Completing => "Async method that completes at once",
        _ => "Async method that suspends (Task.Yield)",
    };

    private static void PrintTable(
        string title,
        IEnumerable<KeyValuePair<(Shape Shape, string Name), Cost>> rows,
        IReadOnlyDictionary<(Shape Shape, string Name), Cost> all,
        TextWriter output)
    {
        double clocks = all[(Shape.Sync, Contenders.Clock)].Nanoseconds - all[(Shape.Sync, Contenders.Plain)].Nanoseconds;
        output.WriteLine();
        output.WriteLine(title);
        output.WriteLine($"  {"",-28}{"ns",10}{"over plain",12}{"bytes",9}{"clocks",9}");
        foreach (((Shape shape, string name), Cost cost) in rows)
        {
            double over = cost.Nanoseconds - all[(shape, Contenders.Plain)].Nanoseconds;
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {name,-28}{cost.Nanoseconds,10:0.0}{over,12:0.0}{cost.Bytes,9:0}{over / clocks,9:0.00}"));
        }
    }
}
