using Flujo.Generators.Models;
using Flujo.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Flujo.Generators.Parsing;

/// <summary>Finds out which candidates of a file are calls of steps that can be rerouted. Makes one file's model, then is thrown away.</summary>
internal sealed class SourceFileParser
{
    private readonly Compilation _compilation;
    private readonly SemanticModel _model;
    private readonly CancellationToken _cancellationToken;

    // Null: the method is no step, or its calls are not traced.
    private readonly Dictionary<IMethodSymbol, MethodModel?> _seen = new(SymbolEqualityComparer.Default);
    private readonly List<MethodModel> _methods = [];
    private readonly List<CallSiteModel> _calls = [];

    private SourceFileParser(SyntaxTree tree, Compilation compilation, CancellationToken cancellationToken)
    {
        _compilation = compilation;
        _model = compilation.GetSemanticModel(tree);
        _cancellationToken = cancellationToken;
    }

    /// <summary>The file's model, or null when no call in it is rerouted.</summary>
    public static SourceFileModel? Parse(Candidates<InvocationExpressionSyntax> file, Compilation compilation, CancellationToken cancellationToken)
    {
        var parser = new SourceFileParser(file.Tree, compilation, cancellationToken);
        foreach (InvocationExpressionSyntax call in file.Nodes)
            parser.Add(call);
        if (parser._calls.Count == 0)
            return null;

        byte[] hash = [.. file.Tree.GetText(cancellationToken).GetContentHash()];
        return new(file.Tree.FilePath, Convert.ToBase64String(hash), parser._methods.ToEquatableArray(), parser._calls.ToEquatableArray());
    }

    private void Add(InvocationExpressionSyntax call)
    {
        if (_model.GetSymbolInfo(call, _cancellationToken).Symbol is not IMethodSymbol target)
            return;
        if (target.MethodKind is not (MethodKind.Ordinary or MethodKind.ReducedExtension))
            return;
        if (Find(target) is not { } method || CallRules.Examine(call, target, _model, _cancellationToken) != UntracedReason.None)
            return;
        if (_model.GetInterceptableLocation(call, _cancellationToken) is not { } location)
            return;

        int line = Names.Called(call)!.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
        _calls.Add(new(IndexOf(method), line, location.Version, location.Data));
    }

    private MethodModel? Find(IMethodSymbol target)
    {
        IMethodSymbol method = StepRules.CalledMethod(target);
        if (!_seen.TryGetValue(method, out MethodModel? model))
            _seen.Add(method, model = ParseMethod(method));
        return model;
    }

    private int IndexOf(MethodModel method)
    {
        int index = _methods.IndexOf(method);
        if (index >= 0)
            return index;
        _methods.Add(method);
        return _methods.Count - 1;
    }

    private MethodModel? ParseMethod(IMethodSymbol method)
    {
        if (KnownSteps.Of(_compilation).Examine(method, _cancellationToken) != UntracedReason.None)
            return null;
        if (method.Parameters.Any(static each => each.Name.Length == 0))
            return null; // half typed; the compiler says so
        IMethodSymbol declaration = StepAttributes.FindDeclaration(method)!;
        return MethodParser.Parse(method, declaration.PartialDefinitionPart ?? declaration, _compilation);
    }
}
