using Microsoft.CodeAnalysis;

namespace Flujo.Rules;

/// <summary>Steps that the runtime calls when a program or an assembly starts: no call of them stands anywhere.</summary>
internal static class CallsOfRuntime
{
    public static UntracedReason Examine(IMethodSymbol method, Compilation compilation, CancellationToken cancellationToken)
    {
        if (!method.IsStatic || !StepAttributes.IsMarked(method) || KnownSteps.Of(compilation).Examine(method, cancellationToken) is null)
            return UntracedReason.None;
        bool isCalled = SymbolEqualityComparer.Default.Equals(compilation.GetEntryPoint(cancellationToken), method)
            || method.GetAttributes().Any(static each => each.AttributeClass?.Name == "ModuleInitializerAttribute");
        return isCalled ? UntracedReason.CalledByRuntime : UntracedReason.None;
    }
}
