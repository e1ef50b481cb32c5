using Flujo.Generators.Models;
using Flujo.Generators.Parsing;
using Flujo.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace Flujo.Generators.Reporting;

/// <summary>Looks at one file for the report, with the rules that the analyzers look with. Makes one file's model, then is thrown away.</summary>
internal sealed class FileReportParser
{
    private readonly SemanticModel _model;
    private readonly SyntaxTree _tree;
    private readonly CancellationToken _cancellationToken;
    private readonly List<ReportedStep> _steps = [];
    private readonly List<ReportedUse> _uses = [];

    private FileReportParser(SyntaxTree tree, Compilation compilation, CancellationToken cancellationToken)
    {
        _model = compilation.GetSemanticModel(tree);
        _tree = tree;
        _cancellationToken = cancellationToken;
    }

    public static FileReport Parse(SyntaxTree tree, Compilation compilation, CancellationToken cancellationToken)
    {
        var parser = new FileReportParser(tree, compilation, cancellationToken);
        foreach (SyntaxNode node in tree.GetRoot(cancellationToken).DescendantNodes())
            parser.AddDeclaration(node);
        foreach (IOperation operation in Operations.Of(parser._model, cancellationToken))
        {
            parser.AddBlock(operation);
            parser.AddForeign(operation);
            foreach (UntracedUse use in UntracedUses.Find(operation, cancellationToken))
                parser.AddUse(use.Step, use.Span, use.Reason);
        }

        return new(parser._steps.ToEquatableArray(), parser._uses.ToEquatableArray());
    }

    private void AddDeclaration(SyntaxNode node)
    {
        ISymbol? symbol = node switch
        {
            BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or LocalFunctionStatementSyntax or TypeDeclarationSyntax { BaseList: not null } =>
                _model.GetDeclaredSymbol(node, _cancellationToken),
            LambdaExpressionSyntax { AttributeLists.Count: > 0 } => _model.GetSymbolInfo(node, _cancellationToken).Symbol,
            _ => null,
        };
        if (symbol is IMethodSymbol { PartialDefinitionPart: null } method && StepAttributes.FindDeclaration(method) is not null)
            AddMethod(method);
        else if (symbol is INamedTypeSymbol type)
            AddInherited(type);
    }

    private void AddMethod(IMethodSymbol method)
    {
        IMethodSymbol called = StepRules.CalledMethod(method);
        (UntracedReason reason, TextSpan place) = DeclarationRules.Examine(called, method, _model.Compilation, _cancellationToken);
        if (StepAttributes.IsMarked(method))
        {
            string form = RuleBook.IsNoStep(reason) ? "none" : PartialForm.Find(called) is null ? "interceptor" : "partial";
            _steps.Add(Describe(called, form) with { File = PathOf(method.Locations[0].SourceSpan), Line = LineOf(method.Locations[0].SourceSpan) });
        }

        if (reason != UntracedReason.None)
            AddUse(called, place, reason);
    }

    private void AddInherited(INamedTypeSymbol type)
    {
        KnownSteps steps = KnownSteps.Of(_model.Compilation);
        if (type.Locations[0].SourceTree == _tree
            && ReachRules.FindInheritedImplementation(type, method => steps.Examine(method, _cancellationToken) is not null) is { } inherited)
        {
            AddUse(inherited, type.Locations[0].SourceSpan, UntracedReason.UnmarkedInterfaceMember);
        }
    }

    private void AddBlock(IOperation operation)
    {
        if (operation is not IInvocationOperation { TargetMethod: { Name: "StartStep" or "StartLoop" or "StartBranch" } target } call
            || target.ContainingType is not { Name: "FlujoTrace", ContainingNamespace: { Name: "Flujo", ContainingNamespace.IsGlobalNamespace: true } }
            || call.Syntax is not InvocationExpressionSyntax syntax || CalledName.Of(syntax) is not { } name)
        {
            return;
        }

        object? constant = call.Arguments.FirstOrDefault(static each => each.Parameter?.Ordinal == 0)?.Value.ConstantValue.Value;
        string method = _model.GetEnclosingSymbol(name.SpanStart, _cancellationToken) is { } around ? around.ToDisplayString(Formats.Method) : "";
        _steps.Add(new(null, method, constant as string, "block", PathOf(name.Identifier.Span), LineOf(name.Identifier.Span), Capture: 0, default, null));
    }

    /// <summary>A step of another assembly that is called here: its calls are rerouted by this project, which also decides what they capture where the step says nothing.</summary>
    private void AddForeign(IOperation operation)
    {
        if (operation is not IInvocationOperation { TargetMethod: var target } || SymbolEqualityComparer.Default.Equals(target.ContainingAssembly, _model.Compilation.Assembly))
            return;
        IMethodSymbol called = StepRules.CalledMethod(target);
        if (KnownSteps.Of(_model.Compilation).Examine(called, _cancellationToken) != UntracedReason.None)
            return;
        IMethodSymbol declaration = StepRules.CalledMethod(StepAttributes.FindDeclaration(called)!);
        _steps.Add(Describe(declaration, null) with { Assembly = declaration.ContainingAssembly.Name });
    }

    private ReportedStep Describe(IMethodSymbol step, string? form) => new(
        null, NameOf(step), StepNameOf(step), form, "", 0, CaptureRules.CaptureOf(StepAttributes.FindAny(step)!), CapturedValues.Parameters(step, _model.Compilation), CapturedValues.Result(step, _model.Compilation));

    private void AddUse(IMethodSymbol step, TextSpan place, UntracedReason reason)
    {
        IMethodSymbol declaration = StepRules.CalledMethod(StepAttributes.FindDeclaration(step)!);
        LinePosition start = _tree.GetMappedLineSpan(place, _cancellationToken).StartLinePosition;
        string id = RuleBook.IdOf(reason);
        _uses.Add(new(
            declaration.ContainingAssembly.Name,
            NameOf(declaration),
            StepNameOf(declaration),
            PathOf(place),
            start.Line + 1,
            start.Character + 1,
            id,
            RuleBook.MessageOf(reason),
            Pragmas.Disable(_tree, place.Start, id, _cancellationToken)));
    }

    private static string NameOf(IMethodSymbol method) => method.ToDisplayString(Formats.Method);

    private static string StepNameOf(IMethodSymbol declaration) =>
        StepAttributes.FindAny(declaration)?.ConstructorArguments.FirstOrDefault().Value as string ?? StepName.Of(declaration.Name);

    private string PathOf(TextSpan place) => _tree.GetMappedLineSpan(place, _cancellationToken).Path;

    private int LineOf(TextSpan place) => _tree.GetMappedLineSpan(place, _cancellationToken).StartLinePosition.Line + 1;
}
