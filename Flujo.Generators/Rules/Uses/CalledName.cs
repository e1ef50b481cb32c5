using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Flujo.Rules;

/// <summary>The name by which syntax refers to a method.</summary>
internal static class CalledName
{
    /// <summary>The name by which an invocation calls, or null where it calls something that is no name.</summary>
    public static SimpleNameSyntax? Of(InvocationExpressionSyntax invocation) => Last(invocation.Expression);

    /// <summary>The last name of a chain, or null where the chain ends in something that is no name.</summary>
    public static SimpleNameSyntax? Last(SyntaxNode expression) => expression switch
    {
        SimpleNameSyntax name => name,
        MemberAccessExpressionSyntax access => access.Name,
        MemberBindingExpressionSyntax binding => binding.Name,
        QualifiedNameSyntax qualified => qualified.Right,
        AliasQualifiedNameSyntax qualified => qualified.Name,
        _ => null,
    };
}
