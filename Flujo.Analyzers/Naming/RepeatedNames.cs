using Flujo.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Flujo.Analyzers.Naming;

/// <summary>The steps of a compilation that have the name of an earlier one. Syntax is looked at first; the semantic model is asked only about names
/// that stand there twice, and about those that are no literals.</summary>
internal sealed class RepeatedNames
{
    private readonly ILookup<SyntaxTree, (AttributeSyntax Attribute, string Name, string First)> _repeated;

    private RepeatedNames(IEnumerable<(AttributeSyntax Attribute, string Name, string First)> repeated) =>
        _repeated = repeated.ToLookup(static each => each.Attribute.SyntaxTree);

    public IEnumerable<(AttributeSyntax Attribute, string Name, string First)> In(SyntaxTree tree) => _repeated[tree];

    public static RepeatedNames Find(Compilation compilation, KnownSymbols symbols, CancellationToken cancellationToken)
    {
        StepAttributeSyntax[] files = [.. compilation.SyntaxTrees.Select(tree => StepAttributeSyntax.Of(tree, cancellationToken))];
        string[] aliases = [.. files.SelectMany(static file => file.GlobalAliases)];
        IEnumerable<AttributeSyntax> attributes = aliases.Length == 0
            ? files.SelectMany(static file => file.Attributes)
            : files.SelectMany(file => file.FindWith(aliases, cancellationToken));
        return new(attributes
            .Select(attribute => (attribute, name: Name(attribute, compilation, cancellationToken)))
            .Where(static each => each.name is not null && NameFault.Of(each.name) is null)
            .GroupBy(static each => each.name!, static each => each.attribute, StringComparer.Ordinal)
            .Where(static group => group.Skip(1).Any())
            .SelectMany(group => AfterTheFirst(group.Key, group, compilation, symbols, cancellationToken)));
    }

    private static IEnumerable<(AttributeSyntax, string, string)> AfterTheFirst(
        string name, IEnumerable<AttributeSyntax> attributes, Compilation compilation, KnownSymbols symbols, CancellationToken cancellationToken)
    {
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        IMethodSymbol? first = null;
        foreach (AttributeSyntax attribute in attributes
            .OrderBy(static each => each.SyntaxTree.FilePath, StringComparer.Ordinal)
            .ThenBy(static each => each.SpanStart))
        {
            if (StepOf(attribute, compilation, symbols, cancellationToken) is not { } step || !seen.Add(step))
                continue;
            if (first is null)
                first = step;
            else
                yield return (attribute, name, $"'{first.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)}'");
        }
    }

    /// <summary>The method that the attribute makes a step of its own; null for what is another method's step: overrides and implementations.</summary>
    private static IMethodSymbol? StepOf(AttributeSyntax attribute, Compilation compilation, KnownSymbols symbols, CancellationToken cancellationToken)
    {
        if (attribute.Parent?.Parent is not MethodDeclarationSyntax syntax
            || Model(syntax, compilation).GetDeclaredSymbol(syntax, cancellationToken) is not IMethodSymbol declared)
        {
            return null;
        }

        IMethodSymbol method = declared.PartialDefinitionPart ?? declared;
        return !IsStep(method, symbols) || IsOverride(method, symbols) || ImplementsStep(method, symbols) ? null : method;
    }

    private static bool IsStep(IMethodSymbol method, KnownSymbols symbols) => method.GetAttributes().Any(each => symbols.IsStepAttribute(each.AttributeClass));

    private static bool IsOverride(IMethodSymbol method, KnownSymbols symbols)
    {
        for (IMethodSymbol? each = method.OverriddenMethod; each is not null; each = each.OverriddenMethod)
        {
            if (IsStep(each, symbols))
                return true;
        }

        return false;
    }

    private static bool ImplementsStep(IMethodSymbol method, KnownSymbols symbols) => method.ContainingType.AllInterfaces
        .SelectMany(static type => type.GetMembers().OfType<IMethodSymbol>())
        .Any(member => IsStep(member, symbols)
            && SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member), method));

    private static string? Name(AttributeSyntax attribute, Compilation compilation, CancellationToken cancellationToken) => NamedPlaces.GivenName(attribute) switch
    {
        null => attribute.Parent?.Parent is MethodDeclarationSyntax method ? StepName.Of(method.Identifier.ValueText) : null,
        LiteralExpressionSyntax { Token.Value: string literal } => literal,
        { } expression => Model(expression, compilation).GetConstantValue(expression, cancellationToken) is { HasValue: true, Value: string constant } ? constant : null,
    };

    private static SemanticModel Model(SyntaxNode node, Compilation compilation) =>
#pragma warning disable RS1030 // Asked about a handful of attributes in other files than the one at hand; the driver has no model of those.
        compilation.GetSemanticModel(node.SyntaxTree);
#pragma warning restore RS1030
}
