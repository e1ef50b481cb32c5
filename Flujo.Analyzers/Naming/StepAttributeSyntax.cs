using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Flujo.Analyzers.Naming;

/// <summary>
/// The attributes of a file that look like <c>[FlujoStep]</c>, found by syntax and kept as long as the file's tree, so that after an edit
/// one file is looked at again.
/// </summary>
internal sealed class StepAttributeSyntax
{
    private static readonly ConditionalWeakTable<SyntaxTree, StepAttributeSyntax> Known = new();

    private readonly SyntaxTree _file;
    private readonly HashSet<string> _aliases;

    private StepAttributeSyntax(CompilationUnitSyntax file)
    {
        UsingDirectiveSyntax[] aliases = [.. Aliases(file)];
        GlobalAliases = [.. aliases.Where(static each => !each.GlobalKeyword.IsKind(SyntaxKind.None)).Select(static each => each.Alias!.Name.Identifier.ValueText)];
        _aliases = [.. aliases.Select(static each => each.Alias!.Name.Identifier.ValueText)];
        _file = file.SyntaxTree;
        Attributes = [.. Find(file, _aliases)];
    }

    /// <summary>In the order of their positions.</summary>
    public IReadOnlyList<AttributeSyntax> Attributes { get; }

    /// <summary>Other names of the attribute, which hold in every file.</summary>
    public IReadOnlyList<string> GlobalAliases { get; }

    public static StepAttributeSyntax Of(SyntaxTree tree, CancellationToken cancellationToken)
    {
        if (!Known.TryGetValue(tree, out StepAttributeSyntax? known))
            known = Known.GetValue(tree, _ => new((CompilationUnitSyntax)tree.GetRoot(cancellationToken)));
        return known;
    }

    /// <summary>The attributes again, where other files give the attribute names that hold here too: not kept, because those may change.</summary>
    public IEnumerable<AttributeSyntax> FindWith(IEnumerable<string> globalAliases, CancellationToken cancellationToken) =>
        Find(_file.GetRoot(cancellationToken), [.. _aliases, .. globalAliases]);

    private static IEnumerable<AttributeSyntax> Find(SyntaxNode file, HashSet<string> names) => file
        .DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
        .OfType<MethodDeclarationSyntax>()
        .SelectMany(static method => method.AttributeLists)
        .SelectMany(static list => list.Attributes)
        .Where(attribute => LastName(attribute.Name) is { } name && (name is "FlujoStep" or "FlujoStepAttribute" || names.Contains(name)));

    private static IEnumerable<UsingDirectiveSyntax> Aliases(CompilationUnitSyntax file) => file
        .DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
        .OfType<UsingDirectiveSyntax>()
        .Where(static each => each.Alias is not null && each.Name is { } name && LastName(name) == "FlujoStepAttribute");

    private static string? LastName(NameSyntax name) => name switch
    {
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
        _ => null,
    };
}
