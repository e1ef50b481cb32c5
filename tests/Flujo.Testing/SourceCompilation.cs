using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Flujo.Testing;

/// <summary>A C# project in memory, as tests describe it.</summary>
public sealed record SourceCompilation
{
    /// <summary>The folder in which all relative paths stand; there need not be one on the disk.</summary>
    public const string Directory = "/project/";

    /// <summary>Files by path, relative to the project.</summary>
    public required IReadOnlyDictionary<string, string> Files { get; init; }

    /// <summary>Beyond the framework.</summary>
    public IReadOnlyList<MetadataReference> References { get; init; } = [];

    public string AssemblyName { get; init; } = "Program";

    public LanguageVersion Language { get; init; } = LanguageVersion.Latest;

    public NullableContextOptions Nullable { get; init; } = NullableContextOptions.Enable;

    public OutputKind Output { get; init; } = OutputKind.DynamicallyLinkedLibrary;

    public OptimizationLevel Optimization { get; init; } = OptimizationLevel.Release;

    /// <summary>InterceptorsNamespaces, as the package's targets set it.</summary>
    public string? InterceptorsNamespaces { get; init; } = "Flujo.Generated";

    /// <summary>Whether this is a real build, of which the package's targets want the step report.</summary>
    public bool AsksForStepReport { get; init; }

    /// <summary>The project's .editorconfig. Rules and fixes see it, see <see cref="MemoryProject"/>; generators are given theirs by the harness.</summary>
    public string EditorConfig { get; init; } = "";

    /// <summary>MSBuild properties that the compiler may see, likewise.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>();

    /// <summary>Runs over the project wherever it is compiled as a <see cref="MemoryProject"/>.</summary>
    public IIncrementalGenerator? Generator { get; init; }

    /// <summary>A project of one file, Program.cs.</summary>
    public static SourceCompilation Of(string source, params MetadataReference[] references) =>
        new() { Files = new Dictionary<string, string> { ["Program.cs"] = source }, References = references };

    public CSharpParseOptions ParseOptions
    {
        get
        {
            var features = new Dictionary<string, string>();
            if (InterceptorsNamespaces is not null)
                features.Add("InterceptorsNamespaces", InterceptorsNamespaces);
            if (AsksForStepReport)
                features.Add("FlujoStepReport", "true");
            return new CSharpParseOptions(Language).WithFeatures(features);
        }
    }

    public CSharpCompilationOptions CompilationOptions =>
        new(Output, optimizationLevel: Optimization, nullableContextOptions: Nullable, deterministic: true, allowUnsafe: true);

    public CSharpCompilation Build() => CSharpCompilation.Create(
        AssemblyName,
        Files.Select(file => Parse(file.Key, file.Value)),
        Testing.References.Framework.AddRange(References),
        CompilationOptions);

    public SyntaxTree Parse(string path, string text) => CSharpSyntaxTree.ParseText(
        SourceText.From(text, Encoding.UTF8, SourceHashAlgorithm.Sha256), ParseOptions, Directory + path);
}
