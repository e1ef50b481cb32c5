using System.Collections.Immutable;
using Flujo.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Flujo.Generators.Parsing;

/// <summary>A source file with calls that by their names may be calls of steps; these alone are looked at semantically.</summary>
internal sealed class CandidateFile(SyntaxTree tree, ImmutableArray<InvocationExpressionSyntax> calls) : IEquatable<CandidateFile>
{
    public SyntaxTree Tree { get; } = tree;

    public ImmutableArray<InvocationExpressionSyntax> Calls { get; } = calls;

    public static CandidateFile? Parse(SourceFile file, EquatableArray<string> stepNames, CancellationToken cancellationToken)
    {
        if (!file.CallsAny(stepNames))
            return null;

        var names = new HashSet<string>(stepNames, StringComparer.Ordinal);
        ImmutableArray<InvocationExpressionSyntax> calls = file.Tree.GetRoot(cancellationToken)
            .DescendantNodes()
            .OfType<InvocationExpressionSyntax>()
            .Where(call => InvocationName.Of(call) is { } name && names.Contains(name.Identifier.ValueText))
            .ToImmutableArray();
        return new(file.Tree, calls);
    }

    /// <summary>The nodes of one tree are the same objects for ever.</summary>
    public bool Equals(CandidateFile? other) => other is not null && Tree == other.Tree && Calls.SequenceEqual(other.Calls);

    public override bool Equals(object? obj) => Equals(obj as CandidateFile);

    public override int GetHashCode() => Tree.GetHashCode();
}
