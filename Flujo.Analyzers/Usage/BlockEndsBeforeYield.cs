using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Flujo.Analyzers.Usage;

/// <summary>FLJ4005: a block's span is open while an iterator hands out an item, so that what the caller does meanwhile seems to be part of it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BlockEndsBeforeYield : FlujoAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "FLJ4005",
        "No block is open across yield return",
        "The {0} is open across the 'yield return' in line {1}: the caller's work would be counted in it; end it before, or make the method a step",
        Categories.Usage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("FLJ4005"));

    public BlockEndsBeforeYield()
        : base(looksAtGeneratedCode: false, Rule)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) => context.RegisterOperationAction(
        each =>
        {
            var call = (IInvocationOperation)each.Operation;
            if (!SpanStarts.IsStart(call.TargetMethod, symbols) || FirstYieldAcross(call.Syntax) is not { } yield)
                return;
            int line = yield.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
            each.Report(Rule, call.Syntax.GetLocation(), SpanStarts.WhatIsStartedBy(call.TargetMethod), line);
        },
        OperationKind.Invocation);

    private static YieldStatementSyntax? FirstYieldAcross(SyntaxNode call)
    {
        foreach (SyntaxNode node in call.Ancestors())
        {
            switch (node)
            {
                case AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax and not GlobalStatementSyntax:
                    return null;
                case UsingStatementSyntax statement when !statement.Statement.Span.Contains(call.Span):
                    return FirstYield(statement.Statement, call.Span.End, statement.Span.End);
                case LocalDeclarationStatementSyntax { Declaration.Variables: [var variable], Parent: { } block } declaration:
                    bool isUsing = !declaration.UsingKeyword.IsKind(SyntaxKind.None);
                    return FirstYield(block, call.Span.End, isUsing ? block.Span.End : EndOf(variable.Identifier.ValueText, block));
            }
        }

        return null;
    }

    private static YieldStatementSyntax? FirstYield(SyntaxNode scope, int from, int to) => scope
        .DescendantNodesAndSelf(static node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
        .OfType<YieldStatementSyntax>()
        .FirstOrDefault(each => each.IsKind(SyntaxKind.YieldReturnStatement) && each.SpanStart > from && each.SpanStart < to);

    /// <summary>Where a handle that stands in a variable is disposed for the last time.</summary>
    private static int EndOf(string variable, SyntaxNode scope)
    {
        int end = scope.Span.End;
        foreach (InvocationExpressionSyntax call in scope.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Dispose", Expression: IdentifierNameSyntax name }
                && name.Identifier.ValueText == variable)
            {
                end = call.SpanStart;
            }
        }

        return end;
    }
}
