using Microsoft.CodeAnalysis;

namespace Flujo.Generators.Parsing;

/// <summary>
/// Keeps candidates from being looked at again when neither their file nor any declaration has changed. It compares the pair
/// and not the snapshot itself, because a file that did change has to be looked at with the newest compilation.
/// </summary>
internal sealed class CandidatesComparer<TNode> : IEqualityComparer<(Candidates<TNode> Left, CompilationSnapshot Right)>
    where TNode : SyntaxNode
{
    public static readonly CandidatesComparer<TNode> Instance = new();

    public bool Equals((Candidates<TNode> Left, CompilationSnapshot Right) x, (Candidates<TNode> Left, CompilationSnapshot Right) y) =>
        x.Left.Equals(y.Left) && x.Right.DeclaresTheSame(y.Right);

    public int GetHashCode((Candidates<TNode> Left, CompilationSnapshot Right) pair) => pair.Left.GetHashCode();
}
