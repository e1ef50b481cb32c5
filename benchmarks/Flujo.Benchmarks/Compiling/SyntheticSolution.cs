using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Flujo.Benchmarks.Compiling;

/// <summary>A project of many files that uses Flujo as a large one might: in each file a class with two steps, a block and sixteen calls, of which four are steps'.</summary>
internal static class SyntheticSolution
{
    public const int CallsPerFile = 16;

    private static readonly CSharpParseOptions Options =
        new CSharpParseOptions(LanguageVersion.Latest).WithFeatures([new("InterceptorsNamespaces", "Flujo.Generated")]);

    /// <summary>A compilation that has not been asked anything yet; the trees are parsed.</summary>
    public static CSharpCompilation Create(int files) => CSharpCompilation.Create(
        "Synthetic",
        Enumerable.Range(0, files).Select(number => Parse(number, files)),
        References(),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, concurrentBuild: false, nullableContextOptions: NullableContextOptions.Enable));

    private static SyntaxTree Parse(int number, int files)
    {
        string text = Write(number, (number + 1) % files);
        SyntaxTree tree = CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), Options, $"/synthetic/Service{number}.cs");
        tree.GetRoot();
        return tree;
    }

    private static string Write(int number, int next) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading.Tasks;
        using Flujo;

        namespace Synthetic;

        public sealed class Service{{number}}
        {
            private readonly List<int> _rows = [];

            [FlujoStep("load_rows_of_{{number}}", MaxAttempts = 2)]
            public async Task<int> LoadRowsOf{{number}}Async(int count)
            {
                await Task.Delay(count);
                _rows.AddRange(Enumerable.Range(0, count));
                return Sum(_rows);
            }

            [FlujoStep(Capture = FlujoCapture.Input)]
            public int WeighRowsOf{{number}}(string text, int limit) => Sum(_rows.Where(each => each < limit)) + text.Trim().Length;

            public async Task<string> WorkAsync(Service{{next}} other)
            {
                int loaded = await LoadRowsOf{{number}}Async(3) + await other.LoadRowsOf{{next}}Async(4);
                int weight = WeighRowsOf{{number}}("a", 2) + other.WeighRowsOf{{next}}("b", 3);
                using (FlujoTrace.StartStep("write_rows_{{number}}"))
                    Console.WriteLine(Math.Max(loaded, weight).ToString());
                return string.Join(',', _rows.Select(each => each + 1));
            }

            private static int Sum(IEnumerable<int> rows) => rows.Sum();
        }
        """;

    private static IEnumerable<MetadataReference> References()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        return ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == framework)
            .Append(typeof(FlujoTrace).Assembly.Location)
            .Select(static path => MetadataReference.CreateFromFile(path));
    }
}
