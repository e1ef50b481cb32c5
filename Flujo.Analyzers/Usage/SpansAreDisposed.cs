using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Flujo.Analyzers.Usage;

/// <summary>FLJ4002: a run or span is begun, and nothing ends it. What is handed on (returned, stored, passed) is somebody else's to end.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SpansAreDisposed : FlujoAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "FLJ4002",
        "Started runs and spans are disposed",
        "The {0} is {1}, so it stays open and what follows hangs beneath it; declare it with 'using'",
        Categories.Usage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("FLJ4002"));

    public SpansAreDisposed()
        : base(looksAtGeneratedCode: false, Rule)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) => context.RegisterOperationAction(
        each =>
        {
            var call = (IInvocationOperation)each.Operation;
            if (SpanStarts.IsStart(call.TargetMethod, symbols) && FateOf(call) is { } fate)
                each.Report(Rule, call.Syntax.GetLocation(), SpanStarts.WhatIsStartedBy(call.TargetMethod), fate);
        },
        OperationKind.Invocation);

    /// <summary>What becomes of a run or span that nobody ends; else null.</summary>
    private static string? FateOf(IInvocationOperation call)
    {
        IOperation value = call;
        while (value.Parent is IConversionOperation or IParenthesizedOperation or IConditionalOperation or ISwitchExpressionArmOperation or ISwitchExpressionOperation or ICoalesceOperation)
            value = value.Parent;
        return value.Parent switch
        {
            IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation } => "thrown away",
            ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var local } } => FateOf(local, call),
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } when !IsInUsing(declarator) => FateOf(declarator.Symbol, call),
            IInvocationOperation used when used.Instance == value && used.TargetMethod.Name != "Dispose" => "thrown away",
            IPropertyReferenceOperation used when used.Instance == value => "thrown away",
            IConditionalAccessOperation used when used.Operation == value && !IsDispose(used.WhenNotNull) => "thrown away",
            _ => null,
        };
    }

    private static bool IsInUsing(IVariableDeclaratorOperation declarator) =>
        declarator.Parent?.Parent?.Parent is IUsingOperation or IUsingDeclarationOperation;

    private static string? FateOf(ILocalSymbol local, IOperation at)
    {
        IOperation root = at;
        while (root.Parent is not null)
            root = root.Parent;
        bool isEndedOrHandedOn = root.Descendants()
            .OfType<ILocalReferenceOperation>()
            .Any(each => SymbolEqualityComparer.Default.Equals(each.Local, local) && IsEndOrHandedOn(each));
        return isEndedOrHandedOn ? null : "never disposed";
    }

    /// <summary>False for uses that leave the end to others: members of the handle, an assignment to the variable, its name.</summary>
    private static bool IsEndOrHandedOn(ILocalReferenceOperation use) => use.Parent switch
    {
        ISimpleAssignmentOperation assignment when assignment.Target == use => false,
        IInvocationOperation call when call.Instance == use => call.TargetMethod.Name == "Dispose",
        IPropertyReferenceOperation property when property.Instance == use => false,
        IConditionalAccessOperation access when access.Operation == use => IsDispose(access.WhenNotNull),
        INameOfOperation => false,
        _ => true,
    };

    private static bool IsDispose(IOperation operation) => operation is IInvocationOperation { TargetMethod.Name: "Dispose" };
}
