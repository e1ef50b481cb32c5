using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using Flujo.Analyzers.Tests.Docs;
using Flujo.Generators;
using Flujo.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace Flujo.Analyzers.Tests.Coverage;

/// <summary>
/// The corpus as it is while somebody types it: cut after some token, or with tokens missing. The generator does not throw and adds no error to the compiler's own, and
/// no analyzer throws. FLUJO_CUT_ROUNDS sets how often each program is cut (2), FLUJO_CUT_SEED where: the same places each time unless it is set.
/// </summary>
public sealed class HalfTypedTests
{
    private static readonly int Rounds = Number("FLUJO_CUT_ROUNDS") ?? 2;
    private static readonly int Seed = Number("FLUJO_CUT_SEED") ?? 20_261_125;

    public static TheoryData<string> Programs => [.. Directory.GetFiles(Folder(), "*.cs", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Folder(), path))
        .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task CutProgram_NeitherThrowsNorGetsMoreErrors(string name)
    {
        SourceCompilation whole = SourceCompilation.Of(await File.ReadAllTextAsync(Path.Combine(Folder(), name), TestContext.Current.CancellationToken), References.Runtime);
        SyntaxToken[] tokens = [.. whole.Build().SyntaxTrees.Single().GetRoot(TestContext.Current.CancellationToken).DescendantTokens()];
        string text = whole.Files.Values.Single();
        var random = new Random(Seed);
        for (int round = 0; round < Rounds; round++)
        {
            int from = tokens[random.Next(tokens.Length)].Span.End;
            int to = round % 2 == 0 ? text.Length : tokens[random.Next(tokens.Length)].Span.End;
            string cut = text[..Math.Min(from, to)] + text[Math.Max(from, to)..];
            try
            {
                await AssertHarmlessAsync(SourceCompilation.Of(cut, References.Runtime));
            }
            catch (Exception error)
            {
                throw new VerificationException($"FLUJO_CUT_SEED={Seed}, round {round}, cut from {Math.Min(from, to)} to {Math.Max(from, to)}: {error.Message}");
            }
        }
    }

    [Fact]
    public async Task ParameterThatHasNoNameYet_GetsNoMoreErrors() => await AssertHarmlessAsync(SourceCompilation.Of(
        "using Flujo; public class Steps { [FlujoStep] public static void Load(ref int 1; static void Run() { int x = 1; Steps.Load(ref x); } }", References.Runtime));

    private static async Task AssertHarmlessAsync(SourceCompilation source)
    {
        CSharpCompilation input = source.Build();
        GeneratorDriverRunResult result = CSharpGeneratorDriver.Create([new FlujoGenerator().AsSourceGenerator()], parseOptions: source.ParseOptions)
            .RunGeneratorsAndUpdateCompilation(input, out Compilation output, out _, TestContext.Current.CancellationToken).GetRunResult();
        Assert.Null(Assert.Single(result.Results).Exception);
        HashSet<string> before = [.. Errors(input)];
        Assert.DoesNotContain(Errors(output), error => !before.Contains(error));

        var thrown = new List<Exception>();
        var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), (error, _, _) => thrown.Add(error), concurrentAnalysis: false, logAnalyzerExecutionTime: false);
        ImmutableArray<Diagnostic> found = await output.WithAnalyzers([.. RuleCatalogue.Analyzers], options).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.Empty(thrown);
        Assert.DoesNotContain(found, each => each.Id == "AD0001");
    }

    private static IEnumerable<string> Errors(Compilation compilation) => compilation.GetDiagnostics(TestContext.Current.CancellationToken)
        .Where(each => each.Severity == DiagnosticSeverity.Error)
        .Select(each => $"{each.Location.SourceTree?.FilePath}: {each.Id} {each.GetMessage(CultureInfo.InvariantCulture)}");

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out int number) ? number : null;

    private static string Folder([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "../../Flujo.Generators.Tests/Programs"));
}
