using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Flujo.Rules;

/// <summary>What is not traced of a step whatever its calls look like, and where that is said.</summary>
internal static class DeclarationRules
{
    /// <param name="called">The step, see <see cref="StepRules.CalledMethod"/>.</param>
    /// <param name="method">The same as it is declared.</param>
    /// <param name="compilation">The compilation that declares it.</param>
    /// <param name="cancellationToken">Ends the look at its body.</param>
    /// <returns>The one reason that a diagnostic gives, or None.</returns>
    public static (UntracedReason Reason, TextSpan Place) Examine(
        IMethodSymbol called, IMethodSymbol method, Compilation compilation, CancellationToken cancellationToken)
    {
        UntracedReason reason = StepRules.Examine(called, compilation, cancellationToken);
        if (!RuleBook.IsNoStep(reason))
        {
            reason = PartialForm.ExamineCore(called);
            if (reason == UntracedReason.None && KnownSteps.Of(compilation).Examine(called, cancellationToken) is not null)
                reason = ReachRules.Examine(called);
            if (reason == UntracedReason.None)
                reason = CallsOfRuntime.Examine(called, compilation, cancellationToken);
        }

        return (reason, PlaceOf(method, cancellationToken).SourceSpan);
    }

    /// <summary>The method's name, its keyword or operator; of a lambda, which has neither, the attribute.</summary>
    public static Location PlaceOf(IMethodSymbol method, CancellationToken cancellationToken) =>
        method.MethodKind == MethodKind.AnonymousFunction && StepAttributes.FindAny(method)?.ApplicationSyntaxReference is { } attribute
            ? attribute.GetSyntax(cancellationToken).GetLocation()
            : method.Locations[0];
}
