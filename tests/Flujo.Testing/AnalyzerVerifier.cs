using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Flujo.Testing;

/// <summary>
/// Runs analyzers over a project whose files mark what is expected: <c>{|FLJ1001:code|}</c>. The compiler's errors count as found too,
/// so they fail a test that does not mark them: <c>{|CS0103:nothing|}</c>. An analyzer that throws fails it as AD0001.
/// </summary>
public sealed class AnalyzerVerifier(params DiagnosticAnalyzer[] analyzers)
{
    /// <summary>Verifies one file that refers to Flujo.</summary>
    /// <returns>What the analyzers found, in the order of path and position, for a look at messages and severities.</returns>
    public Task<ImmutableArray<Diagnostic>> VerifyAsync(string marked) => VerifyAsync(SourceCompilation.Of(marked, References.Runtime));

    /// <summary>Verifies a project.</summary>
    /// <exception cref="VerificationException">The diagnostics are not those that the files mark.</exception>
    public async Task<ImmutableArray<Diagnostic>> VerifyAsync(SourceCompilation marked)
    {
        MarkedSource source = MarkedSource.Parse(marked);
        using var workspace = new AdhocWorkspace();
        ImmutableArray<Diagnostic> found = await FindAsync(MemoryProject.Create(workspace, source.Source));
        source.Verify(found);
        return OfAnalyzers(found);
    }

    /// <summary>What the analyzers and, where it is an error, the compiler say about a project.</summary>
    internal async Task<ImmutableArray<Diagnostic>> FindAsync(Project project)
    {
        Compilation compilation = await project.GetCompilationAsync() ?? throw new InvalidOperationException("The project does not compile at all.");
        var options = new CompilationWithAnalyzersOptions(project.AnalyzerOptions, onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false);
        ImmutableArray<Diagnostic> found = await compilation.WithAnalyzers([.. analyzers], options).GetAllDiagnosticsAsync();
        return [.. found.Where(each => !IsOfCompiler(each) || each.Severity == DiagnosticSeverity.Error)
            .Where(each => !each.IsSuppressed)
            .OrderBy(each => each.Location.SourceTree?.FilePath, StringComparer.Ordinal)
            .ThenBy(each => each.Location.SourceSpan)
            .ThenBy(each => each.Id, StringComparer.Ordinal)];
    }

    internal static ImmutableArray<Diagnostic> OfAnalyzers(ImmutableArray<Diagnostic> found) => [.. found.Where(each => !IsOfCompiler(each))];

    private static bool IsOfCompiler(Diagnostic diagnostic) => diagnostic.Descriptor.CustomTags.Contains(WellKnownDiagnosticTags.Compiler);
}
