using System.Diagnostics;
using System.Globalization;
using Flujo.Benchmarks.Measuring;

namespace Flujo.Benchmarks.Overhead;

/// <summary>What a call of each form of step costs beyond the plain call while tracing is off: a process of its own, as in <see cref="SecondProcess"/>, which prints its own table.</summary>
internal static class FormsProcess
{
    public const string Verb = "overhead-forms";

    private const double Bar = 2;

    private static long s_sink;

    /// <summary>Runs the process.</summary>
    public static void Start(Effort effort)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [Verb, "--rounds", $"{effort.Rounds}", "--calls", $"{effort.Calls}"]);
        start.Environment["FLUJO_DISABLE_TRACING"] = "1";
        using Process process = Process.Start(start)!;
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"The process that measures forms ended with {process.ExitCode}.");
    }

    /// <summary>The process itself.</summary>
    public static int Run(Effort effort)
    {
        var steps = new FormSteps();
        int[] numbers = [1, 2];
        (string Form, Contender Plain, Contender Step)[] forms =
        [
            Form("ordinary", () => steps.PlainOrdinary(1), () => steps.Ordinary(1)),
            Form("Leaf", () => steps.PlainOrdinary(1), () => steps.Leaf(1)),
            Form("retried", () => steps.PlainOrdinary(1), () => steps.Retried(1)),
            Form("pipeline", () => steps.PlainOrdinary(1), () => steps.Pipeline(1)),
            Form("private", () => steps.CallPlainHidden(1), () => steps.CallHidden(1)),
            Form("generic", () => steps.PlainGeneric("").Length, () => steps.Generic("").Length),
            Form("ref struct and ref", () => FormSteps.PlainSlice(numbers, ref numbers[0]), () => FormSteps.Slice(numbers, ref numbers[0])),
            Form("partial", () => steps.PlainOrdinary(1), () => steps.Partial(1)),
            Form("partial, retried", () => steps.PlainOrdinary(1), () => steps.PartialRetried(1)),
            Form("Task<T>", () => steps.PlainTaskAsync().Id, () => steps.TaskAsync().Id),
            Form("Task<T>, retried", () => steps.PlainTaskAsync().Id, () => steps.RetriedTaskAsync().Id),
            Form("ValueTask<T>", () => steps.PlainValueTaskAsync().Result, () => steps.ValueTaskAsync().Result),
            Form("stream", () => steps.PlainStream().GetHashCode(), () => steps.Stream().GetHashCode()),
            Form("iterator", () => steps.PlainIterator(1) is null ? 1 : 0, () => steps.Iterator(1) is null ? 1 : 0),
        ];
        IReadOnlyDictionary<Contender, Cost> costs = Measurement.RunAsync([.. forms.SelectMany(static each => new[] { each.Plain, each.Step })], effort, static () => { }).GetAwaiter().GetResult();

        Console.WriteLine();
        Console.WriteLine("Every form of step, tracing off (fourth process): one call through a delegate, without what it returns being awaited or enumerated");
        Console.WriteLine($"  {"",-28}{"plain ns",10}{"step ns",10}{"added ns",10}{"added B",9}");
        foreach ((string form, Contender plain, Contender step) in forms)
        {
            double added = costs[step].Nanoseconds - costs[plain].Nanoseconds;
            double bytes = costs[step].Bytes - costs[plain].Bytes;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {form,-28}{costs[plain].Nanoseconds,10:0.0}{costs[step].Nanoseconds,10:0.0}{added,10:0.0}{bytes,9:0}  {(added <= Bar && bytes < 0.5 ? "within" : "above")}"));
        }

        return 0;
    }

    private static (string Form, Contender Plain, Contender Step) Form(string form, Func<int> plain, Func<int> step) => (form, Of(form, plain), Of(form, step));

    private static Contender Of(string form, Func<int> call) => Contender.Sync(form, calls =>
    {
        long sum = 0;
        for (int i = 0; i < calls; i++)
            sum += call();
        s_sink = sum;
    });
}
