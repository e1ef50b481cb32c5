using System.Diagnostics;
using System.Globalization;
using Flujo.Benchmarks.Measuring;
using Flujo.Privacy;

namespace Flujo.Benchmarks.Redaction;

/// <summary>Measures the redactor on texts of the kinds that programs record, and prints the table.</summary>
internal static class RedactorCommand
{
    private const int CharactersPerRound = 4 * 1024 * 1024;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    public static int Run(int rounds)
    {
        var plain = new Redactor([], []);
        var registered = new Redactor([.. Enumerable.Range(0, 20).Select(static i => $"registered-secret-{i}")], []);
        Console.WriteLine("What the redactor costs");
        Console.WriteLine(Machine.Describe());
        if (Machine.Complaint() is { } complaint)
            Console.WriteLine(complaint);
        Console.WriteLine($"Medians of {rounds} rounds, each over {CharactersPerRound / 1024 / 1024} Mi characters of every kind in turn.");
        Console.WriteLine("A span's text is judged up to its limit and a margin behind it: 36 KiB for inputs, outputs and prompts, 12 KiB for all else.");
        Console.WriteLine();
        Console.WriteLine($"  {"",-44}{"µs/KiB",10}{"bytes/KiB",12}");
        // Until everything has reached the compiler's highest tier, with pauses in which the background compiler gets its turn.
        for (long begin = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begin) < WarmUp; Thread.Sleep(100))
        {
            foreach ((_, string text) in RedactedTexts.All)
                Measure(text, plain, 64 * 1024 / text.Length + 1);
        }

        foreach ((string name, string text) in RedactedTexts.All)
            Print(name, text, plain, rounds);
        Print("prose, 20 registered secrets", RedactedTexts.Prose, registered, rounds);
        return 0;
    }

    private static void Print(string name, string text, Redactor redactor, int rounds)
    {
        int times = CharactersPerRound / text.Length;
        Measure(text, redactor, times);
        Cost[] costs = [.. Enumerable.Range(0, rounds).Select(_ => Measure(text, redactor, times)).OrderBy(static cost => cost.Nanoseconds)];
        Cost median = costs[costs.Length / 2];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-44}{median.Nanoseconds / 1000,10:0.00}{median.Bytes,12:0}"));
    }

    /// <summary>The cost of one KiB.</summary>
    private static Cost Measure(string text, Redactor redactor, int times)
    {
        double kibibytes = (double)text.Length * times / 1024;
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        long begin = Stopwatch.GetTimestamp();
        for (int i = 0; i < times; i++)
            redactor.Redact(text);
        TimeSpan time = Stopwatch.GetElapsedTime(begin);
        return new Cost(time.TotalNanoseconds / kibibytes, (GC.GetAllocatedBytesForCurrentThread() - bytes) / kibibytes);
    }
}
