using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Flujo.Rules;

/// <summary>
/// Tells for one compilation which methods are steps whose calls have to be rerouted. Methods are asked about again and again, by
/// several rules on several threads, and nearly all are no steps: each is looked at once.
/// </summary>
internal sealed class KnownSteps
{
    private const string Runtime = "Flujo.Runtime";

    // Goes with its compilation.
    private static readonly ConditionalWeakTable<Compilation, KnownSteps> OfCompilations = new();

    private readonly Compilation _compilation;
    private readonly ConcurrentDictionary<IMethodSymbol, UntracedReason?> _methods = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IAssemblySymbol, bool> _assemblies = new(SymbolEqualityComparer.Default);

    private KnownSteps(Compilation compilation) => _compilation = compilation;

    public static KnownSteps Of(Compilation compilation) => OfCompilations.GetValue(compilation, static each => new KnownSteps(each));

    /// <summary>
    /// Why no call of the method is traced, None where a direct one is; null where there is nothing to be rerouted: it is no step, it
    /// traces itself, or its declaration is an error that has been reported there.
    /// </summary>
    /// <param name="method">See <see cref="StepRules.CalledMethod"/>.</param>
    /// <param name="cancellationToken">Ends the look at the method's body.</param>
    public UntracedReason? Examine(IMethodSymbol method, CancellationToken cancellationToken)
    {
        if (method.ContainingAssembly is not { } assembly || !MayHaveSteps(assembly))
            return null;
        if (_methods.TryGetValue(method, out UntracedReason? known))
            return known;
        UntracedReason? reason = Look(method, cancellationToken);
        _methods.TryAdd(method, reason);
        return reason;
    }

    private UntracedReason? Look(IMethodSymbol method, CancellationToken cancellationToken)
    {
        if (StepAttributes.FindDeclaration(method) is null || PartialForm.Find(method) is not null || PartialForm.TracesItself(method))
            return null;

        UntracedReason reason = StepRules.Examine(method, _compilation, cancellationToken);
        return RuleBook.IsNoStep(reason) ? null : reason;
    }

    /// <summary>Most assemblies of a program know nothing of Flujo, and reading attributes out of metadata takes time.</summary>
    private bool MayHaveSteps(IAssemblySymbol assembly)
    {
        if (SymbolEqualityComparer.Default.Equals(assembly, _compilation.Assembly))
            return true;
        if (_assemblies.TryGetValue(assembly, out bool known))
            return known;

        // An override is the same step as what it overrides, so its assembly may know of Flujo through another one.
        _assemblies.TryAdd(assembly, false);
        bool may = assembly.Modules.Any(each => each.ReferencedAssemblies.Any(static name => name.Name == Runtime)
            || each.ReferencedAssemblySymbols.Any(MayHaveSteps));
        _assemblies[assembly] = may;
        return may;
    }
}
