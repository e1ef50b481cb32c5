using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Flujo.Rules;

/// <summary>Source files of one compilation that are alike: a call is located by its file's content, so those in them cannot be told apart.</summary>
internal sealed class AlikeFiles
{
    private static readonly ConditionalWeakTable<Compilation, AlikeFiles> OfCompilations = new();

    // Files of different lengths differ; most need no further look.
    private readonly ILookup<int, SyntaxTree> _byLength;

    private AlikeFiles(Compilation compilation) => _byLength = compilation.SyntaxTrees.ToLookup(static tree => tree.Length);

    public static AlikeFiles Of(Compilation compilation) => OfCompilations.GetValue(compilation, static each => new AlikeFiles(each));

    /// <summary>True where another file has the same content.</summary>
    public bool Contain(SyntaxTree tree, CancellationToken cancellationToken) =>
        _byLength[tree.Length].Any(each => each != tree && Hash(each, cancellationToken).SequenceEqual(Hash(tree, cancellationToken)));

    private static ImmutableArray<byte> Hash(SyntaxTree tree, CancellationToken cancellationToken) => tree.GetText(cancellationToken).GetContentHash();
}
