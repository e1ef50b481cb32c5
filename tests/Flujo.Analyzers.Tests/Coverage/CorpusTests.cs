using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Flujo.Analyzers.Tests.Docs;
using Flujo.Generators;
using Flujo.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace Flujo.Analyzers.Tests.Coverage;

/// <summary>
/// One rule book: over the generator's own corpus of programs, each use of a step that the compiled program does not trace has exactly one
/// diagnostic, and no other use has any.
/// </summary>
public sealed partial class CorpusTests
{
    private static readonly string[] OfUses = ["FLJ2002", "FLJ2003", "FLJ2004", "FLJ2007"];

    public static TheoryData<string> Programs => [.. Directory.GetFiles(Folder(), "*.cs")
        .Where(path => !File.ReadAllText(path).StartsWith("// For the SDK's compiler", StringComparison.Ordinal))
        .Select(path => Path.GetFileNameWithoutExtension(path))
        .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task EachUntracedUse_HasOneDiagnostic(string name)
    {
        (Compilation compilation, ImmutableArray<Diagnostic> found) = await AnalyzeAsync(name);

        // Where the runtime calls a step, no instruction does.
        Diagnostic[] uses = [.. found.Where(each => OfUses.Contains(each.Id) && !each.GetMessage().Contains("the runtime makes the call", StringComparison.Ordinal))];
        string[] notSteps = [.. found.Where(each => each.Id is "FLJ2001" or "FLJ2008").Select(MethodOf)];
        List<IlUse> untraced = [.. IlUses.Find(LoadedProgram.Emit((CSharpCompilation)compilation)).Where(use => !notSteps.Contains(use.Method))];

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join("\n", found.Select(each => each.ToString())));
        List<string> wrong = [];
        foreach (Diagnostic each in uses)
        {
            FileLinePositionSpan place = each.Location.GetLineSpan();
            int at = untraced.FindIndex(use => use.Method == MethodOf(each) && use.IsAt(place.Path, place.StartLinePosition.Line + 1));
            if (at < 0)
                wrong.Add($"said and traced: {each}");
            else
                untraced.RemoveAt(at);
        }

        wrong.AddRange(untraced.Select(use => $"not traced and not said: {use}"));
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    /// <summary>A program of the corpus.</summary>
    internal static SourceCompilation Read(string name)
    {
        string text = File.ReadAllText(Path.Combine(Folder(), name + ".cs"));
        return SourceCompilation.Of(text, References.Runtime) with
        {
            Generator = new FlujoGenerator(),
            Output = text.StartsWith("// Top-level", StringComparison.Ordinal) ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
        };
    }

    private static async Task<(Compilation Compilation, ImmutableArray<Diagnostic> Found)> AnalyzeAsync(string name)
    {
        using var workspace = new AdhocWorkspace();
        Project project = MemoryProject.Create(workspace, Read(name));
        Compilation compilation = (await project.GetCompilationAsync(TestContext.Current.CancellationToken))!;
        var options = new CompilationWithAnalyzersOptions(project.AnalyzerOptions, null, concurrentAnalysis: true, logAnalyzerExecutionTime: false);
        return (compilation, await compilation.WithAnalyzers([.. RuleCatalogue.Analyzers], options).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Type.Name of the method that a diagnostic names between its first quotes.</summary>
    private static string MethodOf(Diagnostic diagnostic)
    {
        string quoted = diagnostic.GetMessage().Split('\'')[1].Split('(')[0];
        return string.Join('.', TypeArguments().Replace(quoted, "").Split('.').TakeLast(2));
    }

    [GeneratedRegex("<[^.(]*>")]
    private static partial Regex TypeArguments();

    private static string Folder([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "../../Flujo.Generators.Tests/Programs"));
}
