using System.Collections.Immutable;
using System.Text.Json;
using Flujo.Analyzers.Coverage;
using Flujo.Analyzers.Tests.Docs;
using Flujo.Rules;
using Flujo.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace Flujo.Analyzers.Tests.Coverage;

/// <summary>One rule book: over the generator's own corpus, what the step report calls untraced is exactly what the rules report, and at the same places.</summary>
public sealed class StepReportTests
{
    private static readonly ImmutableArray<DiagnosticAnalyzer> Rules = [.. RuleCatalogue.Analyzers.OfType<CoverageAnalyzer>()];

    public static TheoryData<string> Programs => CorpusTests.Programs;

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task ReportAndRules_SayTheSame(string name)
    {
        (string[] reported, string[] found) = await CompareAsync(CorpusTests.Read(name));

        Assert.Equal(found, reported);
    }

    [Fact]
    public async Task SuppressedByAPragma_IsSaidToBe()
    {
        (string[] reported, string[] found) = await CompareAsync(SourceCompilation.Of("""
            using System; using Flujo;
            public class C
            {
                [FlujoStep] public int Step(int x) => x;
            #pragma warning disable FLJ2002 // because this one need not be seen
                public object One() => (Func<int, int>)Step;
            #pragma warning restore FLJ2002
                public object Two() => (Func<int, int>)Step;
            }
            """, References.Runtime) with { Generator = new Generators.FlujoGenerator() });

        Assert.Equal(found, reported);
        Assert.Equal([true, false], reported.Select(each => each.EndsWith(" suppressed", StringComparison.Ordinal)));
    }

    private static async Task<(string[] Reported, string[] Found)> CompareAsync(SourceCompilation source)
    {
        using var workspace = new AdhocWorkspace();
        Project project = MemoryProject.Create(workspace, source with { AsksForStepReport = true });
        Compilation compilation = (await project.GetCompilationAsync(TestContext.Current.CancellationToken))!;
        var options = new CompilationWithAnalyzersOptions(
            project.AnalyzerOptions, null, concurrentAnalysis: true, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: true);
        ImmutableArray<Diagnostic> found = await compilation.WithAnalyzers(Rules, options).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return (
            [.. Uses(await ReportOfAsync(project)).Order(StringComparer.Ordinal)],
            [.. found.Select(Describe).Order(StringComparer.Ordinal)]);
    }

    private static async Task<JsonElement> ReportOfAsync(Project project)
    {
        SourceGeneratedDocument file = (await project.GetSourceGeneratedDocumentsAsync(TestContext.Current.CancellationToken))
            .Single(each => each.HintName == "FlujoStepReport.g.cs");
        SourceText text = await file.GetTextAsync(TestContext.Current.CancellationToken);
        string whole = text.ToString();
        int begin = whole.IndexOf("#if false", StringComparison.Ordinal) + "#if false".Length;
        return JsonElement.Parse(whole[begin..whole.LastIndexOf("#endif", StringComparison.Ordinal)]);
    }

    private static IEnumerable<string> Uses(JsonElement report) => report.GetProperty("steps").EnumerateArray()
        .SelectMany(step => step.GetProperty("untraced").EnumerateArray())
        .Select(use => $"{Text(use, "id")} {use.GetProperty("line")},{use.GetProperty("column")} {Text(use, "reason")}{(use.GetProperty("suppressed").GetBoolean() ? " suppressed" : "")}");

    private static string? Text(JsonElement use, string name) => use.GetProperty(name).GetString();

    /// <summary>The same of a diagnostic, whose message has the reason behind the colon, and may say more behind a semicolon.</summary>
    private static string Describe(Diagnostic diagnostic)
    {
        LinePosition start = diagnostic.Location.GetLineSpan().StartLinePosition;
        string message = diagnostic.GetMessage();
        string reason = Enum.GetValues<UntracedReason>().Where(each => each != UntracedReason.None)
            .Select(RuleBook.MessageOf)
            .Single(each => message.EndsWith(": " + each, StringComparison.Ordinal) || message.Contains($": {each}; ", StringComparison.Ordinal));
        return $"{diagnostic.Id} {start.Line + 1},{start.Character + 1} {reason}{(diagnostic.IsSuppressed ? " suppressed" : "")}";
    }
}
