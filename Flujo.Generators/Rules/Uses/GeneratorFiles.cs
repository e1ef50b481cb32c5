using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Flujo.Rules;

/// <summary>
/// The files that generators have added to a compilation. No generator sees another one's, so calls in them are not rerouted. The compiler
/// puts them under one folder, `generator's assembly/generator/file`, where ours are, too.
/// </summary>
internal sealed class GeneratorFiles
{
    private const string OurFolder = "Flujo.Generators/Flujo.Generators.FlujoGenerator/";

    private static readonly ConditionalWeakTable<Compilation, GeneratorFiles> OfCompilations = new();

    // Null while nothing of ours has been generated: then no other file is known to be.
    private readonly string? _root;

    private GeneratorFiles(Compilation compilation) => _root = compilation.SyntaxTrees
        .Select(static tree => (Path: Unify(tree.FilePath), At: Unify(tree.FilePath).LastIndexOf(OurFolder, StringComparison.Ordinal)))
        .Where(static each => each.At >= 0)
        .Select(static each => each.Path.Substring(0, each.At))
        .FirstOrDefault();

    public static GeneratorFiles Of(Compilation compilation) => OfCompilations.GetValue(compilation, static each => new GeneratorFiles(each));

    /// <summary>True for a file of ours.</summary>
    public static bool IsOurs(SyntaxTree tree) => Unify(tree.FilePath).IndexOf(OurFolder, StringComparison.Ordinal) >= 0;

    /// <summary>True for a file of another generator.</summary>
    public bool IsForeign(SyntaxTree tree)
    {
        string path = Unify(tree.FilePath);
        if (_root is null || IsOurs(tree) || !path.StartsWith(_root, StringComparison.Ordinal))
            return false;
        string[] parts = path.Substring(_root.Length).Split('/');
        return parts.Length > 2 && parts[0].Length > 0;
    }

    private static string Unify(string path) => path.Replace('\\', '/');
}
