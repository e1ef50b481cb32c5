using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Flujo.Benchmarks.Compiling;

/// <summary>
/// A project of many files that uses Flujo as a large one might: in each file a class with a block and with calls, of which every fourth is
/// a step's, and two steps in as many of the files as it takes. One more file has no step and calls none.
/// </summary>
/// <param name="Files">How many files.</param>
/// <param name="CallsPerFile">Calls in each, a multiple of <see cref="CallsPerRound"/>.</param>
/// <param name="Steps">Steps in all; two for each file at most.</param>
internal sealed record SyntheticSolution(int Files, int CallsPerFile, int Steps)
{
    public const int CallsPerRound = 16;

    /// <summary>The file without steps.</summary>
    public const string Plain = "/synthetic/Plain.cs";

    public static readonly CSharpParseOptions Options =
        new CSharpParseOptions(LanguageVersion.Latest).WithFeatures([new("InterceptorsNamespaces", "Flujo.Generated")]);

    /// <summary>Each file of this distance has steps.</summary>
    private int Distance => Math.Max(1, Files * 2 / Steps);

    /// <summary>A compilation that has not been asked anything yet; the trees are parsed.</summary>
    public CSharpCompilation Create() => CSharpCompilation.Create(
        "Synthetic",
        Enumerable.Range(0, Files).Select(number => Parse(PathOf(number), Write(number))).Append(Parse(Plain, PlainText)),
        References(),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, concurrentBuild: false, nullableContextOptions: NullableContextOptions.Enable));

    public static SyntaxTree Parse(string path, string text)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), Options, path);
        tree.GetRoot();
        return tree;
    }

    public static string PathOf(int number) => $"/synthetic/Service{number}.cs";

    /// <summary>The text of a file. In it stand, where a number is given, a different body, argument, step name or declaration than without.</summary>
    public string Write(int number, int? body = null, int? argument = null, int? name = null, int? declaration = null)
    {
        bool declares = number % Distance == 0;
        int one = number / Distance * Distance;
        int other = (one + Distance) % Files / Distance * Distance;
        string rounds = string.Concat(Enumerable.Range(0, CallsPerFile / CallsPerRound).Select(each => $$"""

                    {
                        int loaded = await one.LoadRowsOf{{one}}Async({{argument ?? 3}}) + await other.LoadRowsOf{{other}}Async(4);
                        int weight = one.WeighRowsOf{{one}}("a", 2) + other.WeighRowsOf{{other}}("b", Math.Abs(-3));
                        Console.WriteLine(Math.Max(loaded, weight).ToString());
                        text += string.Join(',', _rows.Select(each => each + {{each}}));
                        text = text.Trim().Replace('a', 'b').Substring(Math.Min(1, text.Length));
                    }
            """));
        return $$"""
            using System;
            using System.Collections.Generic;
            using System.Linq;
            using System.Threading.Tasks;
            using Flujo;

            namespace Synthetic;

            public sealed class Service{{number}}
            {
                private readonly List<int> _rows = [];

                {{(declares ? $"[FlujoStep(\"load_rows_of_{number}{name}\", MaxAttempts = 2)]" : "")}}
                public async Task<int> LoadRowsOf{{number}}Async(int count)
                {
                    await Task.Yield();
                    _rows.Add(count);
                    return count + _rows.Count + {{body ?? 0}};
                }

                {{(declares ? "[FlujoStep(Capture = FlujoCapture.Input)]" : "")}}
                public int WeighRowsOf{{number}}(string text, int limit) => _rows.Count + text.Length + limit;

                public async Task<string> WorkAsync(Service{{one}} one, Service{{other}} other)
                {
                    using FlujoSpan block = FlujoTrace.StartStep("write_rows_{{number}}");
                    string text = "";{{rounds}}
                    return text;
                }
                {{(declaration is null ? "" : $"\npublic static int Added{declaration}(long added) => (int)added;")}}
            }
            """;
    }

    /// <summary>The text of the file without steps.</summary>
    public static string PlainText => """
        using System;

        namespace Synthetic;

        public static class Plain
        {
            public static int Sum(int one, int other) => Math.Max(one, 0) + Math.Max(other, 0);
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
