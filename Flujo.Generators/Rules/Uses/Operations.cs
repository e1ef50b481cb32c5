using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Flujo.Rules;

/// <summary>All operations of a source file, as the compiler shows them to analyzers.</summary>
internal static class Operations
{
    public static IEnumerable<IOperation> Of(SemanticModel model, CancellationToken cancellationToken)
    {
        SyntaxNode root = model.SyntaxTree.GetRoot(cancellationToken);
        return root.DescendantNodesAndSelf(static node => !HasOperations(node))
            .Where(node => HasOperations(node) || IsProgram(node))
            .Select(node => model.GetOperation(node, cancellationToken))
            .SelectMany(static body => body is null ? [] : body.DescendantsAndSelf());
    }

    private static bool HasOperations(SyntaxNode node) => node switch
    {
        BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or PrimaryConstructorBaseTypeSyntax => true,
        ArrowExpressionClauseSyntax => node.Parent is BasePropertyDeclarationSyntax,
        EqualsValueClauseSyntax => node.Parent is PropertyDeclarationSyntax or VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax },
        GlobalStatementSyntax => true,
        _ => false,
    };

    /// <summary>Top-level statements have their operations in common, in the file.</summary>
    private static bool IsProgram(SyntaxNode node) =>
        node is CompilationUnitSyntax unit && unit.Members.Any(static each => each is GlobalStatementSyntax);
}
