using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Flujo.Rules;

/// <summary>Whether one call of a step can be rerouted, judged by where and how it stands in the source.</summary>
internal static class CallRules
{
    /// <param name="call">The call.</param>
    /// <param name="target">The method that it calls.</param>
    /// <param name="model">The semantic model of the call's file.</param>
    /// <param name="cancellationToken">Ends the look-ups in the semantic model.</param>
    public static UntracedReason Examine(
        InvocationExpressionSyntax call, IMethodSymbol target, SemanticModel model, CancellationToken cancellationToken)
    {
        if (IsBaseCall(call))
            return UntracedReason.BaseCall;
        if (target is { MethodKind: MethodKind.Ordinary, IsStatic: false } && HasTypeParameterReceiver(call, model, cancellationToken))
            return UntracedReason.TypeParameterReceiver;
        return IsInExpressionTree(call, model, cancellationToken) ? UntracedReason.ExpressionTree : UntracedReason.None;
    }

    public static bool IsBaseCall(InvocationExpressionSyntax call) => call.Expression is MemberAccessExpressionSyntax { Expression: BaseExpressionSyntax };

    /// <summary>False for what stands in no lambda or query. Operations know the lambdas that a query makes, too, but they are costly.</summary>
    public static bool MayBeInExpressionTree(SyntaxNode call) => call.Ancestors().TakeWhile(static node => node is not MemberDeclarationSyntax)
        .Any(static node => node is AnonymousFunctionExpressionSyntax or QueryExpressionSyntax);

    /// <summary>A wrapper would box such a receiver, and a struct's changes would be lost.</summary>
    private static bool HasTypeParameterReceiver(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellationToken)
    {
        ExpressionSyntax? receiver = call.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Expression,
            MemberBindingExpressionSyntax binding => ConditionalReceiver(binding),
            _ => null,
        };
        ITypeSymbol? type = receiver is null ? null : model.GetTypeInfo(receiver, cancellationToken).Type;
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
            type = nullable.TypeArguments[0];
        return type is ITypeParameterSymbol;
    }

    /// <summary>The `x` of `x?.M()`.</summary>
    private static ExpressionSyntax? ConditionalReceiver(MemberBindingExpressionSyntax binding)
    {
        for (SyntaxNode node = binding; node.Parent is not null; node = node.Parent)
        {
            if (node.Parent is ConditionalAccessExpressionSyntax access && access.WhenNotNull == node)
                return access.Expression;
        }

        return null;
    }

    private static bool IsInExpressionTree(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellationToken)
    {
        if (!MayBeInExpressionTree(call))
            return false;
        for (IOperation? each = model.GetOperation(call, cancellationToken); each is not null; each = each.Parent)
        {
            if (each is IAnonymousFunctionOperation { Parent.Type: { } type } && KnownTypes.IsExpressionTree(type))
                return true;
        }

        return false;
    }
}
