using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Flujo.Generators.Parsing;

/// <summary>The nodes of one source file that by their names may be what is looked for; these alone are looked at semantically.</summary>
internal sealed class Candidates<TNode>(SyntaxTree tree, ImmutableArray<TNode> nodes) : IEquatable<Candidates<TNode>>
    where TNode : SyntaxNode
{
    public SyntaxTree Tree { get; } = tree;

    public ImmutableArray<TNode> Nodes { get; } = nodes;

    /// <summary>Nodes are compared by identity: those of one tree are the same objects for ever.</summary>
    public bool Equals(Candidates<TNode>? other) => other is not null && Tree == other.Tree && Nodes.SequenceEqual(other.Nodes);

    public override bool Equals(object? obj) => Equals(obj as Candidates<TNode>);

    public override int GetHashCode() => Tree.GetHashCode();
}
