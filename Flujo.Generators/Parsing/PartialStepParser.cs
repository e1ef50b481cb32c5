using Flujo.Generators.Emitting;
using Flujo.Generators.Models;
using Flujo.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Flujo.Generators.Parsing;

/// <summary>Finds the steps of the partial form in a file, and reads what their other halves are made of.</summary>
internal static class PartialStepParser
{
    private const LanguageVersion FirstWithNullable = LanguageVersion.CSharp8;

    /// <summary>The file's model, or null when it has no partial step.</summary>
    public static PartialSourceModel? Parse(Candidates<MethodDeclarationSyntax> candidates, Compilation compilation, CancellationToken cancellationToken)
    {
        SemanticModel? model = null;
        var steps = new List<PartialStepModel>();
        foreach (MethodDeclarationSyntax syntax in candidates.Nodes)
        {
            if (!CanHaveOtherHalf(syntax))
                continue;
            model ??= compilation.GetSemanticModel(candidates.Tree);
            if (model.GetDeclaredSymbol(syntax, cancellationToken) is { IsVararg: false } method
                && !TypeRules.HasErrorInSignature(method)
                && PartialForm.Find(method) is { CanBeWritten: true } partial
                && !steps.Any(each => each.Method.Display == method.ToDisplayString(Formats.Method)))
                steps.Add(Parse(method, partial, syntax, compilation, cancellationToken));
        }

        return steps.Count == 0 ? null : new(candidates.Tree.FilePath, steps.ToEquatableArray());
    }

    /// <summary>Where the first half is an error already, a second one would only add to it.</summary>
    private static bool CanHaveOtherHalf(MethodDeclarationSyntax syntax)
    {
        if (syntax.Body is not null || syntax.ExpressionBody is not null || syntax.ContainsDiagnostics
            || !syntax.Modifiers.Any(SyntaxKind.PartialKeyword) || syntax.Modifiers.Any(SyntaxKind.AsyncKeyword) || LacksAccessibility(syntax))
            return false;
        return ((CSharpParseOptions)syntax.SyntaxTree.Options).LanguageVersion >= LanguageVersion.CSharp9
            || syntax.Modifiers.All(static each => each.Kind() is SyntaxKind.PartialKeyword or SyntaxKind.StaticKeyword or SyntaxKind.UnsafeKeyword);
    }

    /// <summary>A partial method that says nothing of its accessibility has to be of the old kind, which returns nothing.</summary>
    private static bool LacksAccessibility(MethodDeclarationSyntax syntax) =>
        !syntax.Modifiers.Any(static each => each.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword or SyntaxKind.ProtectedKeyword or SyntaxKind.PrivateKeyword)
        && (syntax.ReturnType is not PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword }
            || syntax.ParameterList.Parameters.Any(static each => each.Modifiers.Any(SyntaxKind.OutKeyword))
            || syntax.Modifiers.Any(static each => each.Kind() is SyntaxKind.VirtualKeyword or SyntaxKind.OverrideKeyword or SyntaxKind.SealedKeyword or SyntaxKind.NewKeyword));

    private static PartialStepModel Parse(
        IMethodSymbol method, PartialStep partial, MethodDeclarationSyntax syntax, Compilation compilation, CancellationToken cancellationToken)
    {
        UntracedReason reason = StepRules.Examine(method, compilation, cancellationToken);
        MethodModel model = MethodParser.ParseHalf(method, partial.Core);
        return new(
            model,
            method.ContainingNamespace.IsGlobalNamespace ? "" : method.ContainingNamespace.ToDisplayString(Formats.Code).Replace("global::", ""),
            Containers(method.ContainingType, model.IsUnsafe).ToEquatableArray(),
            string.Join(" ", syntax.Modifiers.Select(static each => each.Text)),
            Constraints(method, syntax, model),
            Attributes(method).ToEquatableArray(),
            ((CSharpParseOptions)syntax.SyntaxTree.Options).LanguageVersion >= FirstWithNullable,
            reason == UntracedReason.None ? null : RuleBook.MessageOf(reason) + " (" + RuleBook.IdOf(reason) + ")");
    }

    /// <summary>Outermost first. That a signature has a pointer may only be said on a part of the type: the method's halves must have the same modifiers.</summary>
    private static IEnumerable<string> Containers(INamedTypeSymbol type, bool isUnsafe)
    {
        IEnumerable<string> outer = type.ContainingType is null ? [] : Containers(type.ContainingType, isUnsafe: false);
        string keyword = type switch
        {
            { TypeKind: TypeKind.Interface } => "interface",
            { IsRecord: true, IsValueType: true } => "record struct",
            { IsRecord: true } => "record",
            { IsValueType: true } => "struct",
            _ => "class",
        };
        string parameters = type.Arity == 0 ? "" : "<" + string.Join(", ", type.TypeParameters.Select(static each => TypeWriter.Escape(each.Name))) + ">";
        return outer.Append($"{(isUnsafe ? "unsafe " : "")}partial {keyword} {TypeWriter.Escape(type.Name)}{parameters}");
    }

    /// <summary>An override inherits its constraints; what it says of them are words without names, and so mean the same anywhere.</summary>
    private static string Constraints(IMethodSymbol method, MethodDeclarationSyntax syntax, MethodModel model) => method.IsOverride
        ? string.Concat(syntax.ConstraintClauses.Select(static each => " " + each.NormalizeWhitespace().ToString()))
        : string.Concat(model.TypeParameters
            .Where(static each => each.IsOfMethod && each.Constraints.Length > 0)
            .Select(static each => $" where {each.Name} : {each.Constraints}"));

    private static IEnumerable<string> Attributes(IMethodSymbol method)
    {
        HashSet<string?> present = [.. method.GetAttributes().Select(static each => each.AttributeClass?.Name)];
        return Runtime.OutOfTheWay.Append(Runtime.GeneratedCode)
            .Where(attribute => !present.Contains(LastName(attribute) + "Attribute"));
    }

    private static string LastName(string attribute)
    {
        string name = attribute.Split('(')[0];
        return name.Substring(name.LastIndexOf('.') + 1);
    }
}
