using System.Diagnostics;
using System.Globalization;
using Flujo.Benchmarks.Measuring;

namespace Flujo.Benchmarks.Guide;

/// <summary>The guide's overhead recipe: a pipeline of two async steps, with tracing and without, in turns inside one process.</summary>
internal static class GuideCommand
{
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    public static int Run()
    {
        string folder = Directory.CreateTempSubdirectory("flujo-guide-").FullName;
        FlujoTrace.Configure(options => options.Store = Path.Combine(folder, "flujo_ops.db"));
        if (!FlujoTrace.IsEnabled)
        {
            Console.Error.WriteLine("Tracing is off (FLUJO_DISABLE_TRACING): there is nothing to compare.");
            return 1;
        }

        try
        {
            Console.WriteLine("The guide's overhead recipe: a pipeline of two async steps");
            Console.WriteLine(Machine.Describe());
            if (Machine.Complaint() is { } complaint)
                Console.WriteLine(complaint);
            Console.WriteLine($"  {"",-24}{"off, us/run",14}{"on, us/run",14}{"added, us",12}{"overhead",12}");
            CompareAsync("trivial steps", TimeSpan.Zero, rounds: 41, runs: 500).GetAwaiter().GetResult();
            CompareAsync("steps of 1 ms", Millisecond, rounds: 41, runs: 20).GetAwaiter().GetResult();
            FlujoTrace.Shutdown(TimeSpan.FromSeconds(30));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task CompareAsync(string name, TimeSpan work, int rounds, int runs)
    {
        Pipeline<string, string> pipeline = Pipeline.Create<string>("overhead")
            .Step("process_text", (text, _) => WorkAsync($"processed_{text}", work))
            .Step("enhance_text", (text, _) => WorkAsync($"enhanced_{text}", work));
        var traced = new FlujoRunner<string, string>(pipeline, enableTracing: true);
        var untraced = new FlujoRunner<string, string>(pipeline, enableTracing: false);
        List<double> on = [];
        List<double> off = [];
        for (int round = -rounds / 2; round < rounds; round++)
        {
            double without = await TimeAsync(untraced, runs);
            double with = await TimeAsync(traced, runs);
            FlujoTrace.Flush(TimeSpan.FromSeconds(30)); // outside of what is timed
            if (round >= 0)
            {
                off.Add(without);
                on.Add(with);
            }
        }

        (double plain, double recorded) = (Median(off), Median(on));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {name,-24}{plain,14:0.00}{recorded,14:0.00}{recorded - plain,12:0.00}{(recorded / plain) - 1,12:0.0%}"));
    }

    private static async Task<double> TimeAsync(FlujoRunner<string, string> flujo, int runs)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < runs; i++)
            await flujo.ExecuteAsync("test_input");
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / runs;
    }

    /// <summary>Works, and does not sleep: a timer's moods are larger than what is looked for.</summary>
    private static async Task<string> WorkAsync(string result, TimeSpan time)
    {
        await Task.Yield();
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < time)
        {
        }

        return result;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
