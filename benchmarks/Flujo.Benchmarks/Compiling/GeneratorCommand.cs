using System.Diagnostics;
using System.Globalization;
using Flujo.Benchmarks.Measuring;
using Flujo.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Flujo.Benchmarks.Compiling;

/// <summary>Measures the generator in an editor: the first run over a project, then one edit after another.</summary>
internal static class GeneratorCommand
{
    private const double Bar = 150;
    private const int WarmUp = 3;
    private const int MostTracked = 40;

    private static readonly int[] CallsPerFile = [16, 80];

    public static int Run(int files, int steps, int edits)
    {
        Console.WriteLine("What the generator costs an editor");
        Console.WriteLine(Machine.Describe());
        if (Machine.Complaint() is { } complaint)
            Console.WriteLine(complaint);
        Console.WriteLine($"Medians of {edits} edits of each kind, {WarmUp} ahead of them; each changes the file that the one before it changed.");
        Console.WriteLine("Parsing is not in the times; what the generator has the compiler bind is.");
        Console.WriteLine($"Beside each kind, the stages that had something new to say, and how much of it, in a project of {MostTracked} such files; all others kept what they had.");
        foreach (int calls in CallsPerFile)
            Measure(new SyntheticSolution(files, calls, steps), edits);
        return 0;
    }

    private static void Measure(SyntheticSolution solution, int edits)
    {
        // Also the warm-up of the first run: the compiler's own code is compiled by now.
        IReadOnlyDictionary<string, string> stages = StagesByEdit(solution);

        CSharpCompilation project = solution.Create();
        int calls = project.SyntaxTrees.Sum(static tree => tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>().Count());
        Console.WriteLine();
        Console.WriteLine($"{project.SyntaxTrees.Length:N0} files, {solution.Steps:N0} steps, {calls:N0} calls");
        GeneratorDriver driver = Generate(NewDriver(track: false), project, out double first);
        Print("the first run", first, first, "", "");
        foreach (Edit edit in Edit.Of(solution))
        {
            var times = new List<double>();
            for (int number = 1; number <= WarmUp + edits; number++)
            {
                project = Apply(project, edit, number);
                driver = Generate(driver, project, out double time);
                if (number > WarmUp)
                    times.Add(time);
            }

            times.Sort();
            double median = times[times.Count / 2];
            Print(edit.What, median, times[^1], median <= Bar ? "within" : "above", stages[edit.What]);
        }
    }

    /// <summary>Of a project with fewer files: to keep a record of all stages takes the compiler minutes in a large one.</summary>
    private static Dictionary<string, string> StagesByEdit(SyntheticSolution solution)
    {
        SyntheticSolution small = solution with { Files = Math.Min(MostTracked, solution.Files), Steps = Math.Max(1, (int)((long)solution.Steps * MostTracked / Math.Max(MostTracked, solution.Files))) };
        CSharpCompilation project = small.Create();
        GeneratorDriver driver = Generate(NewDriver(track: true), project, out _);
        var stages = new Dictionary<string, string>();
        foreach (Edit edit in Edit.Of(small))
        {
            // The first edit of a kind also undoes what the one before it left in the file.
            driver = Generate(driver, project = Apply(project, edit, number: 1), out _);
            project = Apply(project, edit, number: 2);
            driver = Generate(driver, project, out _);
            stages.Add(edit.What, string.Join(" ", StagesOf(driver)));
        }

        return stages;
    }

    private static GeneratorDriver NewDriver(bool track) => CSharpGeneratorDriver.Create(
        [new FlujoGenerator().AsSourceGenerator()],
        parseOptions: SyntheticSolution.Options,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: track));

    private static GeneratorDriver Generate(GeneratorDriver driver, CSharpCompilation project, out double milliseconds)
    {
        long begin = Stopwatch.GetTimestamp();
        driver = driver.RunGenerators(project);
        milliseconds = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
        GeneratorRunResult result = driver.GetRunResult().Results.Single();
        return result.Exception is null ? driver : throw new InvalidOperationException("The generator threw.", result.Exception);
    }

    private static CSharpCompilation Apply(CSharpCompilation project, Edit edit, int number) => project.ReplaceSyntaxTree(
        project.SyntaxTrees.Single(tree => tree.FilePath == edit.Path), SyntheticSolution.Parse(edit.Path, edit.Text(number)));

    /// <summary>The stages with an output that is new or changed, and how many they are.</summary>
    private static IEnumerable<string> StagesOf(GeneratorDriver driver)
    {
        GeneratorRunResult result = driver.GetRunResult().Results.Single();
        return result.TrackedSteps
            .Where(static stage => stage.Key is not "Compilation")
            .Select(static stage => (Name: stage.Key, New: stage.Value.SelectMany(static step => step.Outputs)
                .Count(static output => output.Reason is IncrementalStepRunReason.New or IncrementalStepRunReason.Modified)))
            .Where(static stage => stage.New > 0)
            .OrderBy(static stage => stage.Name, StringComparer.Ordinal)
            .Select(static stage => stage.New == 1 ? stage.Name : $"{stage.Name}({stage.New})");
    }

    private static void Print(string what, double median, double slowest, string verdict, string stages) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what,-24}{median,10:0.0} ms, at most {slowest,8:0.0} ms  {verdict,-8}{stages}"));
}
