using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Flujo.Analyzers.CodeFixes.Coverage;

/// <summary>Blanks, line ends and comments around the head of a method.</summary>
internal static class HeaderTrivia
{
    public static bool IsComment(SyntaxTrivia trivia) => trivia.Kind()
        is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia
        or SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia;

    /// <summary>The same without comments, which are not said twice.</summary>
    public static T Bare<T>(T node)
        where T : SyntaxNode =>
        node.ReplaceTokens(node.DescendantTokens(), static (_, token) => token.WithLeadingTrivia(Bare(token.LeadingTrivia)).WithTrailingTrivia(Bare(token.TrailingTrivia)));

    public static SyntaxTriviaList Bare(SyntaxTriviaList trivia)
    {
        var kept = new List<SyntaxTrivia>();
        foreach (SyntaxTrivia each in trivia)
        {
            bool isAfterBlank = kept.Count > 0 && kept[kept.Count - 1].IsKind(SyntaxKind.WhitespaceTrivia);
            if (IsComment(each) || (isAfterBlank && each.IsKind(SyntaxKind.WhitespaceTrivia)))
                continue;
            if (isAfterBlank && each.IsKind(SyntaxKind.EndOfLineTrivia))
                kept.RemoveAt(kept.Count - 1);
            kept.Add(each);
        }

        return SyntaxFactory.TriviaList(kept);
    }

    /// <summary>The same, laid out for good: nothing of it is for a formatter to lay out anew.</summary>
    public static T Settle<T>(T node)
        where T : SyntaxNode =>
        node.ReplaceTokens(node.DescendantTokens(), static (_, token) => token.WithLeadingTrivia(Settle(token.LeadingTrivia)).WithTrailingTrivia(Settle(token.TrailingTrivia)));

    private static IEnumerable<SyntaxTrivia> Settle(SyntaxTriviaList trivia) => trivia.Where(static each => !each.HasAnnotation(SyntaxAnnotation.ElasticAnnotation));

    /// <summary>The line end that the file has.</summary>
    public static SyntaxTrivia EndOfLine(SyntaxNode root) => SyntaxFactory.EndOfLine(
        root.DescendantTrivia().FirstOrDefault(static each => each.IsKind(SyntaxKind.EndOfLineTrivia)) is { RawKind: not 0 } end ? end.ToString() : "\n");

    /// <summary>The blanks that a method's first line begins with; null where something else stands before it on that line.</summary>
    public static string? Indentation(MethodDeclarationSyntax method)
    {
        SyntaxToken first = method.GetFirstToken();
        string indentation = "";
        for (int i = first.LeadingTrivia.Count - 1; i >= 0; i--)
        {
            SyntaxTrivia each = first.LeadingTrivia[i];
            if (EndsLine(each))
                return indentation;
            indentation = each.IsKind(SyntaxKind.WhitespaceTrivia) ? each.ToString() : "";
        }

        SyntaxToken before = first.GetPreviousToken();
        return before.RawKind == 0 || (before.TrailingTrivia.Count > 0 && EndsLine(before.TrailingTrivia.Last())) ? indentation : null;
    }

    public static bool EndsLine(SyntaxTrivia trivia) =>
        trivia.IsKind(SyntaxKind.EndOfLineTrivia) || trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia) || trivia.IsDirective || trivia.IsKind(SyntaxKind.DisabledTextTrivia);

    /// <summary>The last token before the body.</summary>
    public static SyntaxToken LastOf(MethodDeclarationSyntax method) =>
        method.ConstraintClauses.Count > 0 ? method.ConstraintClauses.Last().GetLastToken() : method.ParameterList.GetLastToken();

    /// <summary>True where a directive stands between the first token of the method and its body: no half of it could stand alone.</summary>
    public static bool HasDirective(MethodDeclarationSyntax method)
    {
        SyntaxToken last = LastOf(method).GetNextToken();
        return method.DescendantTokens().TakeWhile(token => token.SpanStart <= last.SpanStart)
            .Any(token => token.TrailingTrivia.Any(static each => each.IsDirective)
                || (token.SpanStart > method.SpanStart && token.LeadingTrivia.Any(static each => each.IsDirective)));
    }
}
