using Flujo.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Flujo.Analyzers.Usage;

/// <summary>FLJ4003: a step promises by <c>Leaf = true</c> to begin no span and not to await, and does it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LeafStartsNothing : FlujoAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "FLJ4003",
        "A leaf step begins no span and stays on its thread",
        "'{0}' is a leaf, and {1}: spans begun meanwhile hang under the leaf's parent or another span; take 'Leaf = true' away",
        Categories.Usage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("FLJ4003"));

    public LeafStartsNothing()
        : base(looksAtGeneratedCode: false, Rule)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) => context.RegisterOperationBlockAction(each =>
    {
        if (each.OwningSymbol is not IMethodSymbol method || !IsLeaf(StepOf(method)))
            return;
        foreach (IOperation operation in each.OperationBlocks.SelectMany(static block => block.Descendants()))
        {
            if (BreachOf(operation, symbols) is { } breach)
                each.Report(Rule, PlaceOf(operation.Syntax), method.Name, breach);
        }
    });

    /// <summary>The step whose work the method does: its own, that of the method it overrides, or that of the partial step beside its Core.</summary>
    private static IMethodSymbol? StepOf(IMethodSymbol method)
    {
        if (StepAttributes.FindDeclaration(method) is { } own)
            return own;
        if (!method.Name.EndsWith(PartialForm.Suffix, StringComparison.Ordinal) || method.ContainingType is null)
            return null;
        return method.ContainingType.GetMembers(method.Name.Substring(0, method.Name.Length - PartialForm.Suffix.Length))
            .OfType<IMethodSymbol>()
            .FirstOrDefault(step => PartialForm.Find(step) is { } form && SymbolEqualityComparer.Default.Equals(form.Core, method));
    }

    private static bool IsLeaf(IMethodSymbol? step) =>
        step is not null
        && StepAttributes.Find(step, StepAttributes.Step)?.NamedArguments.Any(static argument => argument is { Key: "Leaf", Value.Value: true }) == true;

    private static string? BreachOf(IOperation operation, KnownSymbols symbols) => operation switch
    {
        IInvocationOperation call => BreachOf(call.TargetMethod, symbols),
        IObjectCreationOperation { Constructor: { } constructor } => OtherThreads.IsReachedBy(constructor) ? "hands work to another thread" : null,
        IAwaitOperation
            or IForEachLoopOperation { IsAsynchronous: true }
            or IUsingOperation { IsAsynchronous: true }
            or IUsingDeclarationOperation { IsAsynchronous: true } => "awaits",
        _ => null,
    };

    private static string? BreachOf(IMethodSymbol called, KnownSymbols symbols)
    {
        if (StepAttributes.FindDeclaration(StepRules.CalledMethod(called)) is { } step)
            return $"calls the step '{step.Name}'";
        if (SpanStarts.IsStart(called, symbols) || (called.Name == "RunAsync" && SymbolEqualityComparer.Default.Equals(called.ContainingType, symbols.Trace)))
            return "begins a " + SpanStarts.WhatIsStartedBy(called);
        return OtherThreads.IsReachedBy(called) ? "hands work to another thread" : null;
    }

    /// <summary>The name of what is called, or the keyword.</summary>
    private static Location PlaceOf(SyntaxNode syntax) => syntax switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => access.Name.GetLocation(),
        InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax binding } => binding.Name.GetLocation(),
        InvocationExpressionSyntax call => call.Expression.GetLocation(),
        BaseObjectCreationExpressionSyntax creation => creation.NewKeyword.GetLocation(),
        AwaitExpressionSyntax wait => wait.AwaitKeyword.GetLocation(),
        CommonForEachStatementSyntax loop => loop.AwaitKeyword.GetLocation(),
        UsingStatementSyntax statement => statement.AwaitKeyword.GetLocation(),
        LocalDeclarationStatementSyntax declaration => declaration.AwaitKeyword.GetLocation(),
        _ => syntax.GetLocation(),
    };
}
