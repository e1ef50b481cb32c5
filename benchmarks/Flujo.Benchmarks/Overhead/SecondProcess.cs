using System.Diagnostics;
using System.Globalization;
using Flujo.Benchmarks.Measuring;

namespace Flujo.Benchmarks.Overhead;

/// <summary>Flujo's calls once more, in a process of their own: whether tracing is off, and whether spans are exported, is settled when a process starts.</summary>
internal static class SecondProcess
{
    public const string OffVerb = "overhead-off";
    public const string ExportVerb = "overhead-export";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Runs the calls with tracing off.</summary>
    public static IReadOnlyDictionary<(Shape Shape, string Name), Cost> StartOff(Effort effort) => Start(OffVerb, effort, ("FLUJO_DISABLE_TRACING", "1"));

    /// <summary>Runs the calls while an exporter sends what they record to a receiver in this process.</summary>
    /// <param name="effort">How long.</param>
    /// <param name="folder">For the store.</param>
    /// <param name="received">How many bytes have arrived.</param>
    public static IReadOnlyDictionary<(Shape Shape, string Name), Cost> StartExporting(Effort effort, string folder, out long received)
    {
        using var receiver = new NullReceiver();
        IReadOnlyDictionary<(Shape Shape, string Name), Cost> costs = Start(
            ExportVerb, effort, ("FLUJO_STATE_URI", Path.Combine(folder, "exported.db")), ("OTLP_EXPORT_ENABLED", "true"), ("OTLP_ENDPOINT", receiver.Address));
        received = receiver.Bytes;
        return received > 0 ? costs : throw new InvalidOperationException("Nothing was exported.");
    }

    /// <summary>The second process: one line per contender.</summary>
    public static int Run(Effort effort)
    {
        Contender[] contenders = [.. Contenders.OfFlujo()];
        using FlujoRun run = FlujoTrace.StartRun("overhead");
        IReadOnlyDictionary<Contender, Cost> costs = Measurement.RunAsync(contenders, effort, static () => FlujoTrace.Flush(Patience)).GetAwaiter().GetResult();
        run.Complete();
        foreach (Contender contender in contenders)
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{contender.Shape}\t{contender.Name}\t{costs[contender].Nanoseconds}\t{costs[contender].Bytes}"));
        return 0;
    }

    private static Dictionary<(Shape Shape, string Name), Cost> Start(string verb, Effort effort, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [verb, "--rounds", $"{effort.Rounds}", "--calls", $"{effort.Calls}"]) { RedirectStandardOutput = true };
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')).ToDictionary(
                fields => (Enum.Parse<Shape>(fields[0]), fields[1]),
                fields => new Cost(Number(fields[2]), Number(fields[3])))
            : throw new InvalidOperationException($"The process '{verb}' ended with {process.ExitCode}.");
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
