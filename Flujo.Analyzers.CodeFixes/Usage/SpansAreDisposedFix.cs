using System.Composition;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Flujo.Analyzers.CodeFixes.Usage;

/// <summary>FLJ4002: declares the run or span with <c>using</c>, where the end of the block around it is a place to end it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class SpansAreDisposedFix() : SyntaxFix("FLJ4002")
{
    private protected override string Title(Diagnostic diagnostic) => "Declare it with 'using'";

    private protected override SyntaxNode? Find(SyntaxNode root, Diagnostic diagnostic)
    {
        var call = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) as InvocationExpressionSyntax;
        StatementSyntax? statement = call?.FirstAncestorOrSelf<StatementSyntax>();
        // A using declaration cannot stand in a switch section or alone beneath an if, nor may a goto jump over it.
        if (statement is null || statement.Parent is not (BlockSyntax or GlobalStatementSyntax) || HasLabels(statement.Parent))
            return null;
        return statement switch
        {
            ExpressionStatementSyntax { Expression: var expression } when expression == call || IsDiscard(expression, call) => statement,
            LocalDeclarationStatementSyntax { Declaration.Variables: [{ Initializer: { } initializer } variable] } declaration
                when declaration.UsingKeyword.IsKind(SyntaxKind.None) && IsValueOf(initializer, call!) && !IsChanged(variable.Identifier.ValueText, ScopeOf(statement)) => statement,
            _ => null,
        };
    }

    private protected override SyntaxNode Apply(SyntaxNode root, SyntaxNode target, Diagnostic diagnostic)
    {
        SyntaxToken usingKeyword = SyntaxFactory.Token(SyntaxKind.UsingKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        if (target is LocalDeclarationStatementSyntax declaration)
        {
            return root.ReplaceNode(target, declaration
                .WithoutLeadingTrivia()
                .WithUsingKeyword(usingKeyword)
                .WithLeadingTrivia(declaration.GetLeadingTrivia()));
        }

        var statement = (ExpressionStatementSyntax)target;
        ExpressionSyntax call = statement.Expression is AssignmentExpressionSyntax discard ? discard.Right : statement.Expression;
        string name = FreeName((InvocationExpressionSyntax)call, ScopeOf(statement));
        LocalDeclarationStatementSyntax declared = (LocalDeclarationStatementSyntax)SyntaxFactory.ParseStatement($"using var {name} = {call.WithoutTrivia()};");
        return root.ReplaceNode(target, declared.WithSemicolonToken(statement.SemicolonToken).WithLeadingTrivia(statement.GetLeadingTrivia()));
    }

    private static bool IsDiscard(ExpressionSyntax expression, ExpressionSyntax? call) =>
        expression is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" } } assignment && assignment.Right == call;

    /// <summary>Whether the variable's value is the call's, and not something made of it.</summary>
    private static bool IsValueOf(EqualsValueClauseSyntax initializer, ExpressionSyntax call)
    {
        SyntaxNode node = call;
        while (node.Parent is ConditionalExpressionSyntax or SwitchExpressionArmSyntax or SwitchExpressionSyntax or ParenthesizedExpressionSyntax
            || node.Parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression })
        {
            node = node.Parent;
        }

        return node == initializer.Value;
    }

    private static bool HasLabels(SyntaxNode block) => block.DescendantNodes().Any(static node => node is LabeledStatementSyntax);

    /// <summary>A variable that is declared with using cannot be assigned, nor passed by reference.</summary>
    private static bool IsChanged(string variable, SyntaxNode scope) => scope.DescendantNodes().OfType<IdentifierNameSyntax>().Any(each =>
        each.Identifier.ValueText == variable
        && (each.Parent is AssignmentExpressionSyntax assignment && assignment.Left == each
            || each.Parent is ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.RefKeyword or (int)SyntaxKind.OutKeyword } or RefExpressionSyntax));

    private static SyntaxNode ScopeOf(SyntaxNode statement) =>
        statement.Ancestors().FirstOrDefault(static node => node is MemberDeclarationSyntax and not GlobalStatementSyntax)
        ?? statement.SyntaxTree.GetRoot();

    /// <summary>A name after what is begun, that nothing in the whole member has.</summary>
    private static string FreeName(InvocationExpressionSyntax call, SyntaxNode scope)
    {
        ExpressionSyntax called = call.Expression is MemberAccessExpressionSyntax access ? access.Name : call.Expression;
        string method = (called as SimpleNameSyntax)?.Identifier.ValueText ?? "";
        string name = method is "StartRun" or "ResumeRun" ? "run" : method.StartsWith("Start", StringComparison.Ordinal) ? method.Substring(5).ToLowerInvariant() : "span";
        HashSet<string> taken = [.. scope.DescendantTokens().Where(static token => token.IsKind(SyntaxKind.IdentifierToken)).Select(static token => token.ValueText)];
        string free = name;
        for (int number = 2; taken.Contains(free); number++)
            free = name + number.ToString(CultureInfo.InvariantCulture);
        return free;
    }
}
