using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Flujo.Analyzers;
using Flujo.Benchmarks.Measuring;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Diagnostics.Telemetry;

namespace Flujo.Benchmarks.Compiling;

/// <summary>Measures what the analyzers add to a build, all together and rule by rule.</summary>
internal static class AnalyzersCommand
{
    public static int Run(int files, int rounds)
    {
        ImmutableArray<DiagnosticAnalyzer> analyzers = [.. typeof(FlujoAnalyzer).Assembly.GetTypes()
            .Where(static type => type.GetCustomAttribute<DiagnosticAnalyzerAttribute>() is not null)
            .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)];
        Console.WriteLine("What the analyzers add to a build");
        Console.WriteLine(Machine.Describe());
        if (Machine.Complaint() is { } complaint)
            Console.WriteLine(complaint);
        Console.WriteLine($"A project of {files} files with {SyntheticSolution.CallsPerRound} calls and two steps each, on one thread; medians of {rounds} rounds, one ahead of them.");
        Console.WriteLine();

        CSharpCompilation project = new SyntheticSolution(files, SyntheticSolution.CallsPerRound, Steps: 2 * files).Create();
        var builds = new List<double>();
        var perRule = analyzers.ToDictionary(static each => each, static _ => new List<double>());
        int findings = 0;
        for (int round = -1; round < rounds; round++)
        {
            double build = Build(project);
            (Dictionary<DiagnosticAnalyzer, double> times, findings) = Analyze(project, analyzers);
            if (round < 0)
                continue;
            builds.Add(build);
            foreach ((DiagnosticAnalyzer analyzer, double time) in times)
                perRule[analyzer].Add(time);
        }

        double whole = Median(builds);
        double all = perRule.Values.Sum(Median);
        Print("the build without them", whole, whole);
        Print("all analyzers", all, whole);
        foreach ((DiagnosticAnalyzer analyzer, List<double> times) in perRule
            .OrderBy(static each => each.Key.SupportedDiagnostics[0].Id, StringComparer.Ordinal).ThenBy(static each => each.Key.GetType().Name, StringComparer.Ordinal))
        {
            Print($"{analyzer.SupportedDiagnostics[0].Id} {analyzer.GetType().Name}", Median(times), whole);
        }

        Console.WriteLine();
        Console.WriteLine($"{findings} findings.");
        return 0;
    }

    /// <summary>Binding, checking and writing the assembly; parsing is not in it.</summary>
    private static double Build(CSharpCompilation project)
    {
        using var image = new MemoryStream();
        long begin = Stopwatch.GetTimestamp();
        var result = project.Clone().Emit(image);
        double time = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
        return result.Success ? time : throw new InvalidOperationException("The synthetic project does not compile: " + result.Diagnostics[0]);
    }

    /// <summary>The time spent in each analyzer's own code, with all that it asks of the compiler: who asks first pays for what the others ask too.</summary>
    private static (Dictionary<DiagnosticAnalyzer, double> Times, int Findings) Analyze(CSharpCompilation project, ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        CompilationWithAnalyzers analysis = project.Clone().WithAnalyzers(analyzers, new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: true));
        AnalysisResult result = analysis.GetAnalysisResultAsync(CancellationToken.None).GetAwaiter().GetResult();
        return (
            analyzers.ToDictionary(static each => each, each => TimeOf(result.AnalyzerTelemetryInfo, each)),
            result.GetAllDiagnostics().Count(static each => each.Id.StartsWith("FLJ", StringComparison.Ordinal)));
    }

    private static double TimeOf(ImmutableDictionary<DiagnosticAnalyzer, AnalyzerTelemetryInfo> telemetry, DiagnosticAnalyzer analyzer) =>
        telemetry.TryGetValue(analyzer, out AnalyzerTelemetryInfo? info) ? info.ExecutionTime.TotalMilliseconds : 0;

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static void Print(string name, double milliseconds, double whole) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-48}{milliseconds,10:0.0} ms{milliseconds / whole,9:0.0 %}"));
}
