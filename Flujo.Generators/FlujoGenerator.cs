using System.Collections.Immutable;
using Flujo.Generators.Emitting;
using Flujo.Generators.Models;
using Flujo.Generators.Parsing;
using Flujo.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Flujo.Generators;

/// <summary>
/// Reroutes direct calls of steps to generated wrappers. What cannot be rerouted is left alone: a build never fails and
/// a program never changes because of it, and Flujo.Analyzers says what is not traced, by the same <see cref="RuleBook"/>.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class FlujoGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<ProjectModel> project = Project(context);
        IncrementalValueProvider<CatalogueModel> catalogue = Catalogue(context, project);
        IncrementalValueProvider<EquatableArray<string>> stepNames = StepNames(catalogue);
        IncrementalValuesProvider<SourceFile> files = SourceFiles(context);
        IncrementalValuesProvider<CandidateFile> candidates = Candidates(files, stepNames);
        IncrementalValuesProvider<SourceFileModel> calls = Calls(candidates, Snapshot(context, files));
        IncrementalValuesProvider<InterceptorFileModel> interceptors = Interceptors(calls, project);

        context.RegisterImplementationSourceOutput(catalogue, static (output, model) =>
        {
            if (model.Steps.Count > 0)
                output.AddSource(HintName.Catalogue, CatalogueEmitter.Emit(model));
        });
        context.RegisterImplementationSourceOutput(interceptors, static (output, model) =>
            output.AddSource(HintName.OfCalls(model.Path), InterceptorEmitter.Emit(model)));
    }

    /// <summary>Whether anything is generated, and for whom.</summary>
    private static IncrementalValueProvider<ProjectModel> Project(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<BuildSettings> settings = context.AnalyzerConfigOptionsProvider
            .Select(static (options, _) => BuildSettingsParser.Parse(options.GlobalOptions))
            .WithTrackingName(Stages.Settings);
        return settings.Combine(context.CompilationProvider).Combine(context.ParseOptionsProvider)
            .Select(static (input, _) => ProjectParser.Parse(input.Left.Left, input.Left.Right, input.Right))
            .WithTrackingName(Stages.Project);
    }

    /// <summary>The stable half: what is declared. Edits of method bodies do not reach it.</summary>
    private static IncrementalValueProvider<CatalogueModel> Catalogue(
        IncrementalGeneratorInitializationContext context, IncrementalValueProvider<ProjectModel> project)
    {
        IncrementalValuesProvider<StepModel> steps = Attributed(context, StepAttributes.Step, StepParser.ParseStep, Stages.Steps);
        IncrementalValuesProvider<StepModel> pipelines = Attributed(context, StepAttributes.Pipeline, StepParser.ParsePipeline, Stages.Pipelines);
        return steps.Collect().Combine(pipelines.Collect()).Combine(project)
            .Select(static (input, _) => CatalogueParser.Parse(input.Left.Left, input.Left.Right, input.Right))
            .WithTrackingName(Stages.Catalogue);
    }

    private static IncrementalValuesProvider<StepModel> Attributed(
        IncrementalGeneratorInitializationContext context,
        string attribute,
        Func<GeneratorAttributeSyntaxContext, CancellationToken, StepModel?> parse,
        string stage) =>
        context.SyntaxProvider
            .ForAttributeWithMetadataName(attribute, static (node, _) => node is MethodDeclarationSyntax, parse)
            .Where(static step => step is not null)
            .Select(static (step, _) => step!)
            .WithTrackingName(stage);

    /// <summary>The names by which steps are called. A step of a referenced assembly would add its name here.</summary>
    private static IncrementalValueProvider<EquatableArray<string>> StepNames(IncrementalValueProvider<CatalogueModel> catalogue) =>
        catalogue
            .Select(static (model, _) => model.Steps.Select(static step => step.MethodName).Distinct(StringComparer.Ordinal)
                .OrderBy(static name => name, StringComparer.Ordinal).ToEquatableArray())
            .WithTrackingName(Stages.StepNames);

    /// <summary>The volatile half begins: what syntax alone says of each file.</summary>
    private static IncrementalValuesProvider<SourceFile> SourceFiles(IncrementalGeneratorInitializationContext context) =>
        context.CompilationProvider
            .SelectMany(static (compilation, _) => compilation.SyntaxTrees)
            .Select(static (tree, cancellationToken) => SourceFile.Parse(tree, cancellationToken))
            .WithTrackingName(Stages.SourceFiles);

    /// <summary>The files in which, by name, a step may be called.</summary>
    private static IncrementalValuesProvider<CandidateFile> Candidates(
        IncrementalValuesProvider<SourceFile> files, IncrementalValueProvider<EquatableArray<string>> stepNames) =>
        files.Combine(stepNames)
            .Select(static (input, cancellationToken) => CandidateFile.Parse(input.Left, input.Right, cancellationToken))
            .Where(static file => file is not null)
            .Select(static (file, _) => file!)
            .WithTrackingName(Stages.CandidateFiles);

    private static IncrementalValueProvider<CompilationSnapshot> Snapshot(
        IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<SourceFile> files)
    {
        IncrementalValueProvider<ulong> declarations = files.Select(static (file, _) => file.Declarations).Collect()
            .Select(static (digests, _) => DeclarationDigest.Join(digests))
            .WithTrackingName(Stages.Declarations);
        return context.CompilationProvider.Combine(declarations)
            .Select(static (input, _) => new CompilationSnapshot(input.Left, input.Right));
    }

    /// <summary>The semantic look: at the edited file, and at all candidates when a declaration has changed.</summary>
    private static IncrementalValuesProvider<SourceFileModel> Calls(
        IncrementalValuesProvider<CandidateFile> candidates, IncrementalValueProvider<CompilationSnapshot> snapshot) =>
        candidates.Combine(snapshot)
            .WithComparer(CandidateComparer.Instance)
            .Select(static (input, cancellationToken) => SourceFileParser.Parse(input.Left, input.Right.Open(), cancellationToken))
            .Where(static file => file is not null)
            .Select(static (file, _) => file!)
            .WithTrackingName(Stages.Calls);

    /// <summary>One output per source file, but for those that the compiler could not tell apart.</summary>
    private static IncrementalValuesProvider<InterceptorFileModel> Interceptors(
        IncrementalValuesProvider<SourceFileModel> calls, IncrementalValueProvider<ProjectModel> project)
    {
        IncrementalValueProvider<EquatableArray<string>> duplicates = calls.Collect()
            .Select(static (files, _) => DuplicateFiles.Find(files))
            .WithTrackingName(Stages.Duplicates);
        return calls.Combine(duplicates).Combine(project)
            .Where(static input => !DuplicateFiles.Contain(input.Left.Right, input.Left.Left))
            .Select(static (input, _) => new InterceptorFileModel(SourcePath.Relative(input.Left.Left.Path, input.Right.Directory), input.Left.Left))
            .WithTrackingName(Stages.Interceptors);
    }
}
