using System.Text;
using Flujo.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Flujo.Generators.Parsing;

/// <summary>
/// Writes the types of one method's signature as code. A wrapper has the type parameters of the method and of all types
/// around it in one list; where two have the same name, or one has a name of the wrapper's own, it gets another.
/// </summary>
internal sealed class TypeWriter
{
    private readonly bool _isInside;
    private readonly Dictionary<ITypeParameterSymbol, string> _names = new(SymbolEqualityComparer.Default);
    private readonly List<(ITypeParameterSymbol Symbol, bool IsOfMethod)> _parameters = [];

    /// <param name="method">The method.</param>
    /// <param name="isInside">True for code inside the method's own type, where all names mean what they mean in the method.</param>
    public TypeWriter(IMethodSymbol method, bool isInside = false)
    {
        _isInside = isInside;
        AddContainer(method.ContainingType);
        foreach (ITypeParameterSymbol each in method.TypeParameters)
            Add(each, isOfMethod: true);
    }

    public EquatableArray<TypeParameterModel> TypeParameters => _parameters
        .Select(each => new TypeParameterModel(_names[each.Symbol], RepeatedAttributes.OfParameter(each.Symbol), Constraints(each.Symbol), each.IsOfMethod))
        .ToEquatableArray();

    /// <summary>A parameter's type as code. `dynamic` is written as `object`, or the wrapper would bind its call at run time.</summary>
    public string WriteParameter(ITypeSymbol type)
    {
        if (!_isInside && type is IDynamicTypeSymbol)
            return type.NullableAnnotation == NullableAnnotation.Annotated ? "object?" : "object";
        return Write(type);
    }

    /// <summary>The type as code.</summary>
    public string Write(ITypeSymbol type)
    {
        var text = new StringBuilder();
        foreach (SymbolDisplayPart part in type.ToDisplayParts(Formats.Code))
            text.Append(part.Symbol is ITypeParameterSymbol symbol && _names.TryGetValue(symbol, out string? name) ? name : part.ToString());
        return text.ToString();
    }

    /// <summary>A name as it must stand in code.</summary>
    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    private void AddContainer(INamedTypeSymbol type)
    {
        if (type.ContainingType is not null)
            AddContainer(type.ContainingType);
        foreach (ITypeParameterSymbol each in type.TypeParameters)
            Add(each, isOfMethod: false);
    }

    private void Add(ITypeParameterSymbol symbol, bool isOfMethod)
    {
        string name = _isInside ? Escape(symbol.Name) : ReservedNames.Avoid(Escape(symbol.Name));
        while (!_isInside && _names.ContainsValue(name))
            name += "_";
        _names.Add(symbol, name);
        _parameters.Add((symbol, isOfMethod));
    }

    private string Constraints(ITypeParameterSymbol symbol)
    {
        var constraints = new List<string>();
        if (symbol.HasUnmanagedTypeConstraint)
            constraints.Add("unmanaged");
        else if (symbol.HasValueTypeConstraint)
            constraints.Add("struct");
        else if (symbol.HasReferenceTypeConstraint)
            constraints.Add(symbol.ReferenceTypeConstraintNullableAnnotation == NullableAnnotation.Annotated ? "class?" : "class");
        else if (symbol.HasNotNullConstraint)
            constraints.Add("notnull");

        constraints.AddRange(symbol.ConstraintTypes.Select(Write));
        if (symbol.HasConstructorConstraint)
            constraints.Add("new()");
        if (symbol.AllowsRefLikeType)
            constraints.Add("allows ref struct");
        return string.Join(", ", constraints);
    }
}
