using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Flujo.Generators.Parsing;

/// <summary>
/// Tells whether an edit of one file can change what a call in another file means: not while the digest stays the same. It
/// takes in every token but those in bodies of methods and accessors, and of a body whether it makes an iterator. A step's name
/// as a literal is left out, too: the catalogue has it, no call does.
/// </summary>
internal static class DeclarationDigest
{
    private const ulong OffsetBasis = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>Our attributes by the names that nothing else is likely to have; under another name theirs count like any other's.</summary>
    private static readonly HashSet<string> OurAttributes = new(StringComparer.Ordinal) { "FlujoStep", "FlujoStepAttribute", "FlujoPipeline", "FlujoPipelineAttribute" };

    public static ulong Of(SyntaxNode root)
    {
        // FNV-1a. Two versions of a file that differ in declarations and agree in 64 bits are not expected in the life of a project.
        ulong digest = OffsetBasis;
        foreach (SyntaxNodeOrToken each in root.DescendantNodesAndTokens(static node => !IsBody(node)))
        {
            if (each.IsToken)
                digest = Mix(Mix(digest, each.RawKind), IsNameOfStep(each.AsToken()) ? "" : each.AsToken().Text);
            else if (IsBody(each.AsNode()!))
                digest = Mix(digest, Yields(each.AsNode()!) ? 1 : 2);
        }

        return digest;
    }

    /// <summary>Joins the digests of many files, in their order.</summary>
    public static ulong Join(IEnumerable<ulong> digests) =>
        digests.Aggregate(OffsetBasis, static (joined, each) => Mix(Mix(joined, (int)each), (int)(each >> 32)));

    private static bool IsNameOfStep(SyntaxToken token) => token.IsKind(SyntaxKind.StringLiteralToken)
        && token.Parent is LiteralExpressionSyntax { Parent: AttributeArgumentSyntax { Parent.Parent: AttributeSyntax attribute } }
        && OurAttributes.Contains(Names.Last(attribute.Name));

    private static bool IsBody(SyntaxNode node) => node switch
    {
        GlobalStatementSyntax => true,
        BlockSyntax or ArrowExpressionClauseSyntax => node.Parent is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or BasePropertyDeclarationSyntax
            && !MayMakeFields(node),
        _ => false,
    };

    /// <summary>What a body mentions can give its type a field, and with it another nature: `field` in an accessor, a parameter of a struct's
    /// primary constructor.</summary>
    private static bool MayMakeFields(SyntaxNode body) =>
        body.Ancestors().OfType<TypeDeclarationSyntax>().FirstOrDefault() is { ParameterList: not null } and not ClassDeclarationSyntax
        || (body.Parent is AccessorDeclarationSyntax or BasePropertyDeclarationSyntax && body.DescendantTokens().Any(static token => token.Text == "field"));

    private static bool Yields(SyntaxNode body) => body
        .DescendantNodes(static node => node is not (LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax))
        .Any(static node => node.IsKind(SyntaxKind.YieldReturnStatement) || node.IsKind(SyntaxKind.YieldBreakStatement));

    private static ulong Mix(ulong digest, string text)
    {
        foreach (char each in text)
            digest = Mix(digest, each);
        return digest;
    }

    private static ulong Mix(ulong digest, int value) => unchecked((digest ^ (uint)value) * Prime);
}
