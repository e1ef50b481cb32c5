using System.Globalization;
using System.Runtime.InteropServices;

namespace Flujo.Benchmarks.Measuring;

/// <summary>Where and when a table was made.</summary>
internal static class Machine
{
    public static string Describe() =>
        $"{DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC, {Processor()}, {Environment.ProcessorCount} cores, " +
        $"{RuntimeInformation.OSDescription.Trim()}, {RuntimeInformation.FrameworkDescription} {RuntimeInformation.ProcessArchitecture}";

    /// <summary>A warning when other programs kept the machine busy, else null.</summary>
    public static string? Complaint()
    {
        const string Linux = "/proc/loadavg";
        if (!File.Exists(Linux))
            return null;
        string load = File.ReadAllText(Linux).Split(' ')[0];
        return double.Parse(load, CultureInfo.InvariantCulture) > Environment.ProcessorCount
            ? $"The machine is busy (load {load}): figures of microseconds and up are too high, and ratios unsteady."
            : null;
    }

    private static string Processor()
    {
        const string Linux = "/proc/cpuinfo";
        string? model = File.Exists(Linux)
            ? File.ReadLines(Linux).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1]
            : Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER");
        return model?.Trim() ?? "unknown processor";
    }
}
