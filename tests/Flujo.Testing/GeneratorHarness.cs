using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Flujo.Testing;

/// <summary>Runs a generator in memory. Every run silently runs a second time, on an equal compilation, and fails when a
/// stage ran again: a pipeline that caches nothing is slow in every editor.</summary>
/// <param name="generator">The generator.</param>
/// <param name="stages">The tracking names of its stages.</param>
public sealed class GeneratorHarness(IIncrementalGenerator generator, IReadOnlyCollection<string> stages)
{
    /// <summary>Generates for a project.</summary>
    /// <exception cref="VerificationException">The generator threw, reported something, or ran a stage twice.</exception>
    public GeneratorRun Run(SourceCompilation source, BuildProperties? properties = null)
    {
        CSharpCompilation compilation = source.Build();
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [generator.AsSourceGenerator()],
            parseOptions: source.ParseOptions,
            optionsProvider: properties ?? new BuildProperties(),
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        return Run(driver, source, compilation);
    }

    /// <summary>Generates again after an edit, with all that the first run has cached.</summary>
    public GeneratorRun Edit(GeneratorRun before, SourceCompilation after)
    {
        CSharpCompilation compilation = before.Input;
        foreach ((string path, string text) in after.Files)
        {
            SyntaxTree? old = compilation.SyntaxTrees.FirstOrDefault(tree => tree.FilePath == SourceCompilation.Directory + path);
            if (old is null)
                compilation = compilation.AddSyntaxTrees(after.Parse(path, text));
            else if (old.GetText().ToString() != text)
                compilation = compilation.ReplaceSyntaxTree(old, after.Parse(path, text));
        }

        compilation = compilation.RemoveSyntaxTrees(compilation.SyntaxTrees.Where(
            tree => !after.Files.ContainsKey(tree.FilePath[SourceCompilation.Directory.Length..])));
        if (!before.Source.References.SequenceEqual(after.References))
            compilation = compilation.WithReferences(References.Framework.AddRange(after.References));
        return Run(before.Driver, after, compilation);
    }

    private GeneratorRun Run(GeneratorDriver driver, SourceCompilation source, CSharpCompilation compilation)
    {
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out ImmutableArray<Diagnostic> diagnostics);
        GeneratorRunResult result = driver.GetRunResult().Results.Single();
        if (result.Exception is { } error)
            throw new VerificationException("The generator threw: " + error);
        if (!diagnostics.IsEmpty)
            throw new VerificationException("The generator reported: " + string.Join("\n", diagnostics));

        var run = new GeneratorRun(source, compilation, (CSharpCompilation)output, driver, StagesThatRan(result));
        IReadOnlyList<string> again = StagesThatRan(driver.RunGenerators(compilation.Clone()).GetRunResult().Results.Single());
        if (again.Count > 0)
            throw new VerificationException("Nothing was edited, and yet these stages ran again: " + string.Join(", ", again));
        return run;
    }

    /// <summary>The stages of which at least one output is new, changed or gone, in ordinal order.</summary>
    private List<string> StagesThatRan(GeneratorRunResult result) =>
        [.. result.TrackedSteps.Where(step => stages.Contains(step.Key)).Concat(result.TrackedOutputSteps)
            .Where(step => step.Value.SelectMany(each => each.Outputs)
                .Any(output => output.Reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged)))
            .Select(step => step.Key)
            .Distinct()
            .Order(StringComparer.Ordinal)];
}
