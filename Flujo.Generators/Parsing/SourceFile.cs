using System.Collections.Immutable;
using Flujo.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Flujo.Generators.Parsing;

/// <summary>
/// What the syntax of one source file says: the names that are called in it, the names of attributes on methods, and a
/// digest of what it declares. An edit remakes it for the edited file only. It holds its tree, and so do the
/// <see cref="Candidates{TNode}"/> made from it; no later stage does.
/// </summary>
internal sealed class SourceFile : IEquatable<SourceFile>
{
    private const string JsonSerializable = "JsonSerializable";

    private readonly bool _hasJsonContext;
    private readonly HashSet<string> _calledNames = new(StringComparer.Ordinal);
    private readonly HashSet<string> _attributeNames = new(StringComparer.Ordinal);
    private readonly List<UsingAlias> _aliases = [];

    private SourceFile(SyntaxTree tree, SyntaxNode root)
    {
        Tree = tree;
        Declarations = DeclarationDigest.Of(root);
        foreach (SyntaxNode node in root.DescendantNodes())
        {
            if (node is InvocationExpressionSyntax invocation && Names.Called(invocation) is { } name)
                _calledNames.Add(name.Identifier.ValueText);
            else if (node is MethodDeclarationSyntax method)
                _attributeNames.UnionWith(Names.Attributes(method));
            else if (node is ClassDeclarationSyntax type && Names.Attributes(type).Contains(JsonSerializable))
                _hasJsonContext = true;
            else if (node is UsingDirectiveSyntax { Alias: { } alias, NamespaceOrType: NameSyntax target })
                _aliases.Add(new(alias.Name.Identifier.ValueText, Names.Last(target)));
        }
    }

    public SyntaxTree Tree { get; }

    /// <summary>See <see cref="DeclarationDigest"/>.</summary>
    public ulong Declarations { get; }

    public IReadOnlyList<UsingAlias> Aliases => _aliases;

    public static SourceFile Parse(SyntaxTree tree, CancellationToken cancellationToken) => new(tree, tree.GetRoot(cancellationToken));

    /// <summary>The methods that bear an attribute of one of these names, or null when there is none.</summary>
    public Candidates<MethodDeclarationSyntax>? FindMethods(EquatableArray<string> attributeNames, CancellationToken cancellationToken) =>
        Find<MethodDeclarationSyntax>(_attributeNames, attributeNames, static (method, names) => Names.Attributes(method).Any(names.Contains), cancellationToken);

    /// <summary>The calls of these names, or null when there is none.</summary>
    public Candidates<InvocationExpressionSyntax>? FindCalls(EquatableArray<string> names, CancellationToken cancellationToken) =>
        Find<InvocationExpressionSyntax>(
            _calledNames, names, static (call, names) => Names.Called(call) is { } name && names.Contains(name.Identifier.ValueText), cancellationToken);

    /// <summary>The classes that by their attributes may be contexts of the JSON serialiser, or null when there is none.</summary>
    public Candidates<ClassDeclarationSyntax>? FindJsonContexts(CancellationToken cancellationToken) => !_hasJsonContext
        ? null
        : new(Tree, Tree.GetRoot(cancellationToken).DescendantNodes().OfType<ClassDeclarationSyntax>()
            .Where(static type => Names.Attributes(type).Contains(JsonSerializable)).ToImmutableArray());

    public bool Equals(SourceFile? other) => other is not null && Tree == other.Tree;

    public override bool Equals(object? obj) => Equals(obj as SourceFile);

    public override int GetHashCode() => Tree.GetHashCode();

    private Candidates<TNode>? Find<TNode>(
        HashSet<string> present, EquatableArray<string> wanted, Func<TNode, HashSet<string>, bool> matches, CancellationToken cancellationToken)
        where TNode : SyntaxNode
    {
        if (!wanted.Any(present.Contains))
            return null;
        var names = new HashSet<string>(wanted, StringComparer.Ordinal);
        ImmutableArray<TNode> nodes = Tree.GetRoot(cancellationToken).DescendantNodes().OfType<TNode>().Where(node => matches(node, names)).ToImmutableArray();
        return new(Tree, nodes);
    }
}
