using System.Collections.Immutable;
using Flujo.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FindSymbols;

namespace Flujo.Analyzers.CodeFixes.Coverage;

/// <summary>
/// A step with all its overrides, which are the same step. All of them become partial or none: an ordinary override of a partial method is
/// traced by nobody when it is called through the base, and a partial one of an ordinary method is traced twice.
/// </summary>
internal static class StepFamily
{
    /// <summary>The changes that make the step partial; none where one of the family cannot become so.</summary>
    public static async Task<ImmutableArray<MemberEdit>> SplitAsync(IMethodSymbol step, Solution solution, CancellationToken cancellationToken)
    {
        if (TopOf(step) is not { } top)
            return [];
        IEnumerable<ISymbol> overrides = await SymbolFinder.FindOverridesAsync(top, solution, cancellationToken: cancellationToken).ConfigureAwait(false);
        var edits = ImmutableArray.CreateBuilder<MemberEdit>();
        foreach (IMethodSymbol method in overrides.OfType<IMethodSymbol>().Prepend(top).Where(static each => !PartialForm.TracesItself(each)))
        {
            if (await SplitStep.PlanAsync(method, solution, cancellationToken).ConfigureAwait(false) is not { } edit)
                return [];
            edits.Add(edit);
        }

        return edits.ToImmutable();
    }

    /// <summary>The first of the methods that override one another which is a step and does not trace itself.</summary>
    private static IMethodSymbol? TopOf(IMethodSymbol step)
    {
        IMethodSymbol? top = null;
        for (IMethodSymbol? each = step; each is not null && StepAttributes.FindDeclaration(each) is not null; each = each.OverriddenMethod)
        {
            IMethodSymbol method = StepRules.CalledMethod(each);
            if (!PartialForm.TracesItself(method))
                top = method;
        }

        return top;
    }
}
