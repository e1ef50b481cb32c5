using System.Collections.Immutable;
using System.Reflection;
using Flujo.Analyzers.Tests.Docs;
using Flujo.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace Flujo.Analyzers.Tests.Common;

/// <summary>All analyzers over code that nobody here wrote: they may say what they like, but none may throw.</summary>
public sealed class ForeignCodeTests
{
    public static TheoryData<string> Libraries => ["System.Private.CoreLib", "System.Net.Http", "xunit.v3.assert"];

    [Theory]
    [MemberData(nameof(Libraries))]
    public async Task SignaturesOfALibrary_CrashNoAnalyzer(string library) =>
        await AnalyzeAsync(ForeignCode.Signatures(Assembly.Load(library)), fewestFiles: 10, fewestFindings: 100);

    [Fact]
    public async Task TemplatesOfTheSdk_CrashNoAnalyzer() => await AnalyzeAsync(ForeignCode.Templates(), fewestFiles: 50, fewestFindings: 200);

    private static async Task AnalyzeAsync(IEnumerable<(string Path, string Text)> files, int fewestFiles, int fewestFindings)
    {
        SourceCompilation source = new() { Files = files.ToDictionary(file => file.Path, file => file.Text), References = [References.Runtime] };
        var crashes = new List<string>();
        CompilationWithAnalyzers analysis = source.Build().WithAnalyzers(
            [.. RuleCatalogue.Analyzers],
            new CompilationWithAnalyzersOptions(
                new AnalyzerOptions([], new BuildProperties(("FlujoCapture", "All"))),
                onAnalyzerException: (error, analyzer, _) =>
                {
                    lock (crashes)
                        crashes.Add($"{analyzer.GetType().Name}: {error}");
                },
                concurrentAnalysis: true,
                logAnalyzerExecutionTime: false));

        ImmutableArray<Diagnostic> found = await analysis.GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);

        Assert.Empty(crashes);
        Assert.True(source.Files.Count >= fewestFiles, $"only {source.Files.Count} files");
        Assert.True(found.Length >= fewestFindings, $"only {found.Length} findings");
        TestContext.Current.SendDiagnosticMessage("{0} files, {1} findings: {2}", source.Files.Count, found.Length,
            string.Join(", ", found.GroupBy(each => each.Id).OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => $"{each.Key} {each.Count()}")));
    }
}
