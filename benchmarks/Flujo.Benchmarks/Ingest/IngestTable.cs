using System.Globalization;

namespace Flujo.Benchmarks.Ingest;

/// <summary>Prints what was measured.</summary>
internal static class IngestTable
{
    public static void Head(string title)
    {
        Console.WriteLine();
        Console.WriteLine(title);
        Console.WriteLine($"  {"",-32}{"spans/s",14}{"per core",14}{"cores",8}{"bytes/span",12}{"lost",12}");
    }

    public static void Row(string name, Throughput one) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"  {name,-32}{one.SpansPerSecond,14:N0}{one.SpansPerCoreSecond,14:N0}{one.CoresUsed,8:0.00}{(one.StoreBytes == 0 ? "-" : one.BytesPerSpan.ToString("0.0", CultureInfo.InvariantCulture)),12}{one.Lost,12:N0}"));
}
