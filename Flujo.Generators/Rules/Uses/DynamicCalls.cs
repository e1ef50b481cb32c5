using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace Flujo.Rules;

/// <summary>
/// Calls that are bound at run time. Where only arguments are dynamic the compiler knows the methods that may be meant; where the receiver
/// is, the method's name and the number of arguments have to do, among the steps that this compilation declares.
/// </summary>
internal static class DynamicCalls
{
    public static IEnumerable<UntracedUse> Find(IDynamicInvocationOperation call, CancellationToken cancellationToken)
    {
        if (call.Syntax is not InvocationExpressionSyntax syntax || CalledName.Of(syntax) is not { } name)
            return [];
        SemanticModel model = call.SemanticModel!;
        KnownSteps steps = KnownSteps.Of(model.Compilation);
        IEnumerable<ISymbol> candidates = model.GetSymbolInfo(syntax, cancellationToken).CandidateSymbols;
        if (!candidates.Any())
            candidates = OfThatName(model.Compilation, name.Identifier.ValueText, call.Arguments.Length, cancellationToken);

        TextSpan place = name.Identifier.Span;
        return candidates.OfType<IMethodSymbol>()
            .Select(StepRules.CalledMethod)
            .Where(method => steps.Examine(method, cancellationToken) is not null)
            .Take(1)
            .Select(method => new UntracedUse(method, place, UntracedReason.DynamicCall));
    }

    private static IEnumerable<ISymbol> OfThatName(Compilation compilation, string name, int arguments, CancellationToken cancellationToken) =>
        compilation.GetSymbolsWithName(name, SymbolFilter.Member, cancellationToken)
            .Where(each => each is IMethodSymbol { IsStatic: false } method
                && method.Parameters.Count(static parameter => !parameter.IsOptional && !parameter.IsParams) <= arguments
                && (method.Parameters.Length >= arguments || method.Parameters.Any(static parameter => parameter.IsParams)));
}
