using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Flujo.Analyzers.Naming;

/// <summary>The method or local function that a block stands in, where its name would do for the block.</summary>
internal static class EnclosingFunction
{
    /// <returns>Null in lambdas, in steps, which have the name themselves, and where several blocks would share it.</returns>
    public static IMethodSymbol? Of(IInvocationOperation call, KnownSymbols symbols)
    {
        SyntaxNode? function = call.Syntax.Ancestors().FirstOrDefault(
            static node => node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax or AccessorDeclarationSyntax);
        if (function is not (MethodDeclarationSyntax or LocalFunctionStatementSyntax)
            || call.SemanticModel?.GetDeclaredSymbol(function) is not IMethodSymbol method
            || method.GetAttributes().Any(each => symbols.IsStepAttribute(each.AttributeClass)))
        {
            return null;
        }

        return function.DescendantNodes().OfType<InvocationExpressionSyntax>().Count(IsBlock) == 1 ? method : null;
    }

    private static bool IsBlock(InvocationExpressionSyntax call)
    {
        ExpressionSyntax called = call.Expression is MemberAccessExpressionSyntax access ? access.Name : call.Expression;
        return called is IdentifierNameSyntax { Identifier.Text: "StartStep" or "StartLoop" or "StartBranch" };
    }
}
