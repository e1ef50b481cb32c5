using Flujo.Generators.Models;
using Flujo.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Flujo.Generators.Reporting;

/// <summary>Which files the report has to look at: most mention no step.</summary>
internal static class ReportCandidates
{
    /// <summary>What makes a block, and a method without a name of its own in the catalogue: one that can be no step.</summary>
    private static readonly string[] Marks =
        ["StartStep", "StartLoop", "StartBranch", "FlujoStep", "FlujoStepAttribute", "FlujoPipeline", "FlujoPipelineAttribute"];

    /// <summary>The names by which the compiler finds the methods that it calls by itself. Any method can be a collection's builder.</summary>
    private static readonly HashSet<string> ImplicitNames = new(StringComparer.Ordinal)
    {
        "Add", "AppendFormatted", "AppendLiteral", "Cast", "Create", "Deconstruct", "Dispose", "DisposeAsync", "GetAsyncEnumerator", "GetAwaiter",
        "GetEnumerator", "GetResult", "GroupBy", "GroupJoin", "Join", "MoveNext", "MoveNextAsync", "OrderBy", "OrderByDescending", "Select",
        "SelectMany", "Slice", "ThenBy", "ThenByDescending", "Where",
    };

    /// <summary>The file, or null where the report has nothing to say about it.</summary>
    public static Candidates<SyntaxNode>? Find(SyntaxTree tree, EquatableArray<string> stepNames, CancellationToken cancellationToken)
    {
        SyntaxNode root = tree.GetRoot(cancellationToken);
        var names = new HashSet<string>(stepNames.Concat(Marks), StringComparer.Ordinal);

        // A type that lists an interface may make an inherited step the implementation of a member.
        bool isMentioned = stepNames.Any(ImplicitNames.Contains)
            || root.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && names.Contains(token.ValueText))
            || (stepNames.Count > 0 && root.DescendantNodes().Any(static node => node is BaseListSyntax { Types.Count: > 1 }));
        return isMentioned ? new(tree, [root]) : null;
    }
}
