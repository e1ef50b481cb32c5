using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Flujo.Rules;

/// <summary>Reads `#pragma warning`. The compiler does that by itself, but for what it is told to report in any case.</summary>
internal static class Pragmas
{
    /// <summary>True where a diagnostic of that id is switched off at that place.</summary>
    public static bool Disable(SyntaxTree tree, int position, string id, CancellationToken cancellationToken)
    {
        bool isDisabled = false;
        var root = (CSharpSyntaxNode)tree.GetRoot(cancellationToken);
        for (DirectiveTriviaSyntax? each = root.GetFirstDirective(IsPragma); each is not null && each.SpanStart < position; each = each.GetNextDirective(IsPragma))
        {
            if (each is PragmaWarningDirectiveTriviaSyntax { IsActive: true } pragma && Names(pragma, id))
                isDisabled = pragma.DisableOrRestoreKeyword.ValueText == "disable";
        }

        return isDisabled;
    }

    private static bool IsPragma(DirectiveTriviaSyntax directive) => directive is PragmaWarningDirectiveTriviaSyntax;

    /// <summary>One that names nothing means everything.</summary>
    private static bool Names(PragmaWarningDirectiveTriviaSyntax pragma, string id) =>
        pragma.ErrorCodes.Count == 0 || pragma.ErrorCodes.Any(code => code is IdentifierNameSyntax name && name.Identifier.ValueText == id);
}
