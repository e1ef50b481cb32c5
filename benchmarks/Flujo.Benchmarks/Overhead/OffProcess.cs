using System.Diagnostics;
using System.Globalization;
using Flujo.Benchmarks.Measuring;

namespace Flujo.Benchmarks.Overhead;

/// <summary>The same calls with tracing off. That is settled when a process starts, so it needs one of its own.</summary>
internal static class OffProcess
{
    public const string Verb = "overhead-off";

    /// <summary>Runs the second process and reads what it measured.</summary>
    public static IReadOnlyDictionary<(Shape Shape, string Name), Cost> Start(Effort effort)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [Verb, "--rounds", $"{effort.Rounds}", "--calls", $"{effort.Calls}"]) { RedirectStandardOutput = true };
        start.Environment["FLUJO_DISABLE_TRACING"] = "1";
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')).ToDictionary(
                fields => (Enum.Parse<Shape>(fields[0]), fields[1]),
                fields => new Cost(Number(fields[2]), Number(fields[3])))
            : throw new InvalidOperationException($"The process with tracing off ended with {process.ExitCode}.");
    }

    /// <summary>The second process: one line per contender.</summary>
    public static int Run(Effort effort)
    {
        Contender[] contenders = [.. Contenders.OfFlujo()];
        IReadOnlyDictionary<Contender, Cost> costs = Measurement.RunAsync(contenders, effort, () => { }).GetAwaiter().GetResult();
        foreach (Contender contender in contenders)
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{contender.Shape}\t{contender.Name}\t{costs[contender].Nanoseconds}\t{costs[contender].Bytes}"));
        return 0;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
