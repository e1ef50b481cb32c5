using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Flujo.Rules;

/// <summary>
/// The types that the JsonSerializerContexts of one project know: those that their attributes name, and what these consist of. Generated code hands these contexts to the
/// runtime, and no others: <see cref="JsonContexts.IsUsable"/>.
/// </summary>
internal sealed class KnownJsonTypes
{
    /// <summary>Generic types can consist of ever larger ones.</summary>
    private const int MostTypes = 10_000;

    // Goes with its compilation.
    private static readonly ConditionalWeakTable<Compilation, KnownJsonTypes> OfCompilations = new();

    private readonly HashSet<ITypeSymbol> _types = new(SymbolEqualityComparer.Default);

    private KnownJsonTypes(Compilation compilation)
    {
        var open = new Queue<ITypeSymbol>(TypesIn(compilation.Assembly.GlobalNamespace).Where(JsonContexts.IsUsable).SelectMany(JsonContexts.Serialized));
        while (open.Count > 0 && _types.Count < MostTypes)
        {
            ITypeSymbol type = ValueForms.Bare(open.Dequeue());
            if (ValueForms.IsDirect(type) || !_types.Add(type))
                continue;
            foreach (ITypeSymbol part in Parts(type))
                open.Enqueue(part);
        }
    }

    public static KnownJsonTypes Of(Compilation compilation) => OfCompilations.GetValue(compilation, static each => new KnownJsonTypes(each));

    public bool Knows(ITypeSymbol type) => _types.Contains(ValueForms.Bare(type));

    private static IEnumerable<ITypeSymbol> Parts(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol array)
            return [array.ElementType];
        IEnumerable<ITypeSymbol> items = type.AllInterfaces.Prepend(type).OfType<INamedTypeSymbol>()
            .Where(static each => each.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T)
            .Select(static each => each.TypeArguments[0]);
        return items.Any() ? items.SelectMany(static each => IsPair(each, out INamedTypeSymbol? pair) ? pair!.TypeArguments : [each]) : Properties(type);
    }

    private static bool IsPair(ITypeSymbol type, out INamedTypeSymbol? pair)
    {
        pair = type as INamedTypeSymbol;
        return pair is { Name: "KeyValuePair", Arity: 2 };
    }

    private static IEnumerable<ITypeSymbol> Properties(ITypeSymbol type)
    {
        IEnumerable<ITypeSymbol> inherited = type.TypeKind == TypeKind.Interface ? type.AllInterfaces : [];
        for (ITypeSymbol? each = type; each is { SpecialType: not SpecialType.System_Object }; each = each.BaseType)
            inherited = inherited.Append(each);
        return inherited.SelectMany(static each => each.GetMembers()).OfType<IPropertySymbol>()
            .Where(static each => each is { IsStatic: false, IsIndexer: false, GetMethod.DeclaredAccessibility: Accessibility.Public })
            .Select(static each => each.Type);
    }

    private static IEnumerable<INamedTypeSymbol> TypesIn(INamespaceOrTypeSymbol container) => container.GetMembers().OfType<INamespaceOrTypeSymbol>()
        .SelectMany(static each => each is INamedTypeSymbol type ? TypesIn(type).Prepend(type) : TypesIn(each));
}
