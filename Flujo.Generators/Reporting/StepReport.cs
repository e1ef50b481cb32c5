using System.Collections.Immutable;
using Flujo.Generators.Emitting;
using Flujo.Generators.Models;
using Flujo.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Flujo.Generators.Reporting;

/// <summary>
/// The report of a build on its steps. A generator writes no files, so the report goes into a generated file without code, out of which
/// buildTransitive/Flujo.targets cuts it. They also ask for it, by a feature that they give to the compiler in real builds alone: an
/// editor's compilation has no such feature, and nothing here happens.
/// </summary>
internal static class StepReport
{
    private const string Feature = "FlujoStepReport";

    public static void Register(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<SourceFile> files,
        IncrementalValueProvider<EquatableArray<string>> stepNames,
        IncrementalValueProvider<CompilationSnapshot> snapshot,
        IncrementalValueProvider<ProjectModel> project)
    {
        IncrementalValueProvider<bool> isAskedFor = context.ParseOptionsProvider
            .Select(static (options, _) => options is CSharpParseOptions csharp && csharp.Features.ContainsKey(Feature))
            .WithTrackingName(Stages.ReportIsAskedFor);
        IncrementalValueProvider<ImmutableArray<FileReport>> reports = files.Combine(isAskedFor.Combine(stepNames))
            .Where(static input => input.Right.Left)
            .Select(static (input, cancellationToken) => ReportCandidates.Find(input.Left.Tree, input.Right.Right, cancellationToken))
            .Where(static file => file is not null)
            .Select(static (file, _) => file!)
            .WithTrackingName(Stages.ReportCandidates)
            .Combine(snapshot)
            .WithComparer(CandidatesComparer<SyntaxNode>.Instance)
            .Select(static (input, cancellationToken) => FileReportParser.Parse(input.Left.Tree, input.Right.Open(), cancellationToken))
            .WithTrackingName(Stages.FileReports)
            .Collect();

        context.RegisterImplementationSourceOutput(reports.Combine(project).Combine(isAskedFor), static (output, input) =>
        {
            if (input.Right)
                output.AddSource(HintName.Report, ReportEmitter.Emit(input.Left.Left, input.Left.Right));
        });
    }
}
