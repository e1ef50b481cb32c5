using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Flujo.Generators.Parsing;

/// <summary>
/// A source file, the names that are called in it and a digest of what it declares. Made from syntax alone, so an edit
/// remakes it for the edited file only. It holds its tree, and so do <see cref="CandidateFile"/>s; no later stage does.
/// </summary>
internal sealed class SourceFile : IEquatable<SourceFile>
{
    private readonly HashSet<string> _calledNames;

    private SourceFile(SyntaxTree tree, HashSet<string> calledNames, ulong declarations)
    {
        Tree = tree;
        _calledNames = calledNames;
        Declarations = declarations;
    }

    public SyntaxTree Tree { get; }

    /// <summary>See <see cref="DeclarationDigest"/>.</summary>
    public ulong Declarations { get; }

    public static SourceFile Parse(SyntaxTree tree, CancellationToken cancellationToken)
    {
        SyntaxNode root = tree.GetRoot(cancellationToken);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (SyntaxNode node in root.DescendantNodes())
        {
            if (node is InvocationExpressionSyntax invocation && InvocationName.Of(invocation) is { } name)
                names.Add(name.Identifier.ValueText);
        }

        return new(tree, names, DeclarationDigest.Of(root));
    }

    public bool CallsAny(IEnumerable<string> names) => names.Any(_calledNames.Contains);

    public bool Equals(SourceFile? other) => other is not null && Tree == other.Tree;

    public override bool Equals(object? obj) => Equals(obj as SourceFile);

    public override int GetHashCode() => Tree.GetHashCode();
}
