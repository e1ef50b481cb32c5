using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Flujo.Generators.Parsing;

/// <summary>
/// A source file and the names that are called in it. Made from syntax alone, so an edit remakes it for the edited file
/// only. It holds its tree, and so do <see cref="CandidateFile"/>s; no later stage does.
/// </summary>
internal sealed class SourceFile(SyntaxTree tree, HashSet<string> calledNames) : IEquatable<SourceFile>
{
    public SyntaxTree Tree { get; } = tree;

    public static SourceFile Parse(SyntaxTree tree, CancellationToken cancellationToken)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (SyntaxNode node in tree.GetRoot(cancellationToken).DescendantNodes())
        {
            if (node is InvocationExpressionSyntax invocation && InvocationName.Of(invocation) is { } name)
                names.Add(name.Identifier.ValueText);
        }

        return new(tree, names);
    }

    public bool CallsAny(IEnumerable<string> names) => names.Any(calledNames.Contains);

    public bool Equals(SourceFile? other) => other is not null && Tree == other.Tree;

    public override bool Equals(object? obj) => Equals(obj as SourceFile);

    public override int GetHashCode() => Tree.GetHashCode();
}
