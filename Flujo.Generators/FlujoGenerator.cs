using System.Collections.Immutable;
using Flujo.Generators.Emitting;
using Flujo.Generators.Models;
using Flujo.Generators.Parsing;
using Flujo.Generators.Reporting;
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
        IncrementalValuesProvider<SourceFile> files = SourceFiles(context);
        IncrementalValueProvider<CompilationSnapshot> snapshot = Snapshot(context, files);

        IncrementalValuesProvider<Candidates<MethodDeclarationSyntax>> methods = Methods(files, AttributeNames(files, project));
        IncrementalValuesProvider<PartialFileModel> partials = Partials(methods, snapshot, project);
        IncrementalValueProvider<CatalogueModel> catalogue = Catalogue(Steps(methods, snapshot), JsonContexts(files, snapshot), project);
        IncrementalValueProvider<EquatableArray<string>> stepNames = StepNames(catalogue, ReferencedSteps(snapshot));
        IncrementalValuesProvider<SourceFileModel> calls = Calls(files, stepNames, snapshot);
        IncrementalValuesProvider<InterceptorFileModel> interceptors = Interceptors(calls, project);

        // Editors need these: without the other half a partial method is an error.
        context.RegisterSourceOutput(partials, static (output, model) =>
            output.AddSource(HintName.OfPartials(model.Path), PartialEmitter.Emit(model)));
        context.RegisterImplementationSourceOutput(catalogue, static (output, model) =>
        {
            if (model.Steps.Count > 0)
                output.AddSource(HintName.Catalogue, CatalogueEmitter.Emit(model));
        });
        context.RegisterImplementationSourceOutput(interceptors, static (output, model) =>
            output.AddSource(HintName.OfCalls(model.Path), InterceptorEmitter.Emit(model)));
        StepReport.Register(context, files, stepNames, snapshot, project);
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

    /// <summary>What syntax alone says of each file. After an edit, of the edited file.</summary>
    private static IncrementalValuesProvider<SourceFile> SourceFiles(IncrementalGeneratorInitializationContext context) =>
        context.CompilationProvider
            .SelectMany(static (compilation, _) => compilation.SyntaxTrees)
            .Select(static (tree, cancellationToken) => SourceFile.Parse(tree, cancellationToken))
            .WithTrackingName(Stages.SourceFiles);

    private static IncrementalValueProvider<CompilationSnapshot> Snapshot(
        IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<SourceFile> files)
    {
        IncrementalValueProvider<ulong> declarations = files.Select(static (file, _) => file.Declarations).Collect()
            .Select(static (digests, _) => DeclarationDigest.Join(digests))
            .WithTrackingName(Stages.Declarations);
        return context.CompilationProvider.Combine(declarations)
            .Select(static (input, _) => new CompilationSnapshot(input.Left, input.Right));
    }

    /// <summary>The names that our attributes have in this project; none where nothing is generated, and then nothing more happens.</summary>
    private static IncrementalValueProvider<EquatableArray<string>> AttributeNames(
        IncrementalValuesProvider<SourceFile> files, IncrementalValueProvider<ProjectModel> project) =>
        files.SelectMany(static (file, _) => file.Aliases).Collect().Combine(project)
            .Select(static (input, _) => input.Right.Level != TraceLevel.Nothing ? UsingAlias.AttributeNames(input.Left) : default)
            .WithTrackingName(Stages.AttributeNames);

    /// <summary>
    /// The stable half: what is declared. ForAttributeWithMetadataName would look at every attributed method of the project
    /// again after each edit, which takes ten times as long as all the rest.
    /// </summary>
    private static IncrementalValuesProvider<Candidates<MethodDeclarationSyntax>> Methods(
        IncrementalValuesProvider<SourceFile> files, IncrementalValueProvider<EquatableArray<string>> attributeNames) =>
        files.Combine(attributeNames)
            .Select(static (input, cancellationToken) => input.Left.FindMethods(input.Right, cancellationToken))
            .Where(static file => file is not null)
            .Select(static (file, _) => file!)
            .WithTrackingName(Stages.Methods);

    private static IncrementalValuesProvider<EquatableArray<StepModel>> Steps(
        IncrementalValuesProvider<Candidates<MethodDeclarationSyntax>> methods, IncrementalValueProvider<CompilationSnapshot> snapshot) =>
        methods.Combine(snapshot)
            .WithComparer(CandidatesComparer<MethodDeclarationSyntax>.Instance)
            .Select(static (input, cancellationToken) => StepParser.Parse(input.Left, input.Right.Open(), cancellationToken))
            .WithTrackingName(Stages.Steps);

    /// <summary>The steps that trace themselves.</summary>
    private static IncrementalValuesProvider<PartialFileModel> Partials(
        IncrementalValuesProvider<Candidates<MethodDeclarationSyntax>> methods,
        IncrementalValueProvider<CompilationSnapshot> snapshot,
        IncrementalValueProvider<ProjectModel> project)
    {
        IncrementalValuesProvider<PartialSourceModel> sources = methods.Combine(snapshot)
            .WithComparer(CandidatesComparer<MethodDeclarationSyntax>.Instance)
            .Select(static (input, cancellationToken) => PartialStepParser.Parse(input.Left, input.Right.Open(), cancellationToken))
            .Where(static file => file is not null)
            .Select(static (file, _) => file!);
        IncrementalValueProvider<EquatableArray<string>> duplicates = sources.Collect()
            .Select(static (files, _) => DuplicateFiles.Repeated(files.Select(static each => each.Path)).ToEquatableArray());
        return sources.Combine(duplicates).Combine(project)
            .Where(static input => !input.Left.Right.Contains(input.Left.Left.Path))
            .Select(static (input, _) => new PartialFileModel(
                SourcePath.Relative(input.Left.Left.Path, input.Right.Directory), input.Right.Level >= TraceLevel.PartialSteps, input.Right.Capture, input.Left.Left.Steps))
            .WithTrackingName(Stages.Partials);
    }

    /// <summary>The contexts of the JSON serialiser that the project declares.</summary>
    private static IncrementalValuesProvider<EquatableArray<string>> JsonContexts(
        IncrementalValuesProvider<SourceFile> files, IncrementalValueProvider<CompilationSnapshot> snapshot) =>
        files.Select(static (file, cancellationToken) => file.FindJsonContexts(cancellationToken))
            .Where(static file => file is not null)
            .Select(static (file, _) => file!)
            .Combine(snapshot)
            .WithComparer(CandidatesComparer<ClassDeclarationSyntax>.Instance)
            .Select(static (input, cancellationToken) => JsonContextParser.Parse(input.Left, input.Right.Open(), cancellationToken))
            .WithTrackingName(Stages.JsonContexts);

    private static IncrementalValueProvider<CatalogueModel> Catalogue(
        IncrementalValuesProvider<EquatableArray<StepModel>> steps,
        IncrementalValuesProvider<EquatableArray<string>> jsonContexts,
        IncrementalValueProvider<ProjectModel> project) =>
        steps.Collect().Combine(jsonContexts.Collect()).Combine(project)
            .Select(static (input, _) => CatalogueParser.Parse(input.Left.Left, input.Left.Right, input.Right))
            .WithTrackingName(Stages.Catalogue);

    /// <summary>The names of the steps of referenced assemblies; read again when a reference changes.</summary>
    private static IncrementalValueProvider<EquatableArray<string>> ReferencedSteps(IncrementalValueProvider<CompilationSnapshot> snapshot) =>
        snapshot.WithComparer(SameReferences.Instance)
            .Select(static (references, _) => Flujo.Rules.ReferencedSteps.NamesIn(references.Open()).ToEquatableArray())
            .WithTrackingName(Stages.ReferencedSteps);

    /// <summary>The names by which steps are called.</summary>
    private static IncrementalValueProvider<EquatableArray<string>> StepNames(
        IncrementalValueProvider<CatalogueModel> catalogue, IncrementalValueProvider<EquatableArray<string>> referenced) =>
        catalogue.Combine(referenced)
            .Select(static (input, _) => input.Left.Project.Level == TraceLevel.Calls
                ? input.Left.Steps.Select(static step => step.MethodName).Concat(input.Right).Distinct(StringComparer.Ordinal)
                    .OrderBy(static name => name, StringComparer.Ordinal).ToEquatableArray()
                : default)
            .WithTrackingName(Stages.StepNames);

    /// <summary>The volatile half: the calls. Looked at semantically are those that have a step's name, in the edited file, and in all files
    /// when a declaration has changed.</summary>
    private static IncrementalValuesProvider<SourceFileModel> Calls(
        IncrementalValuesProvider<SourceFile> files,
        IncrementalValueProvider<EquatableArray<string>> stepNames,
        IncrementalValueProvider<CompilationSnapshot> snapshot) =>
        files.Combine(stepNames)
            .Select(static (input, cancellationToken) => input.Left.FindCalls(input.Right, cancellationToken))
            .Where(static file => file is not null)
            .Select(static (file, _) => file!)
            .WithTrackingName(Stages.Invocations)
            .Combine(snapshot)
            .WithComparer(CandidatesComparer<InvocationExpressionSyntax>.Instance)
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
            .Select(static (input, _) => new InterceptorFileModel(
                SourcePath.Relative(input.Left.Left.Path, input.Right.Directory), input.Right.Capture, input.Left.Left))
            .WithTrackingName(Stages.Interceptors);
    }
}
