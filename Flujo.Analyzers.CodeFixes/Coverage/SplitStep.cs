using System.Collections.Immutable;
using Flujo.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Flujo.Analyzers.CodeFixes.Coverage;

/// <summary>Parts a step into the half that bears its attribute, of which the generator writes the other half, and the `…Core` with its body.</summary>
internal sealed class SplitStep : MemberEdit
{
    private readonly SyntaxList<TypeParameterConstraintClauseSyntax>? _constraints;
    private readonly bool _hasPointer;
    private readonly ImmutableArray<AttributeListSyntax> _missing;

    private SplitStep(
        DocumentId document,
        MethodDeclarationSyntax method,
        SyntaxList<TypeParameterConstraintClauseSyntax>? constraints,
        bool hasPointer,
        ImmutableArray<AttributeListSyntax> missing)
        : base(document, method)
    {
        _constraints = constraints;
        _hasPointer = hasPointer;
        _missing = missing;
    }

    /// <summary>Null where the method cannot be parted, or where that would change what the program does or records.</summary>
    public static async Task<SplitStep?> PlanAsync(IMethodSymbol method, Solution solution, CancellationToken cancellationToken)
    {
        if (!Splitting.IsPossible(method)
            || await method.DeclaringSyntaxReferences[0].GetSyntaxAsync(cancellationToken).ConfigureAwait(false) is not MethodDeclarationSyntax syntax
            || !Splitting.IsPossible(syntax)
            || solution.GetDocument(syntax.SyntaxTree) is not { } document || document is SourceGeneratedDocument
            || await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model
            || !Splitting.IsCoreNameFree(method, syntax, model))
        {
            return null;
        }

        return new(
            document.Id,
            syntax,
            InheritedConstraints.Find(method, model, syntax.SpanStart),
            method.Parameters.Select(static each => each.Type).Append(method.ReturnType).Any(TypeRules.HasPointer),
            StepAttributes.IsMarked(method) ? [] : InheritedAttributes.Of(method));
    }

    public override SyntaxNode Apply(SyntaxNode root, MethodDeclarationSyntax current)
    {
        SyntaxTrivia endOfLine = HeaderTrivia.EndOfLine(root);
        string? indentation = HeaderTrivia.Indentation(current);
        SyntaxTriviaList between = indentation is null ? SyntaxFactory.TriviaList(SyntaxFactory.Space) : Line(endOfLine, indentation);
        SyntaxTriviaList end = HeaderTrivia.LastOf(current).TrailingTrivia;
        bool endsLine = end.Any(HeaderTrivia.EndsLine);

        // Half and core on lines of their own with one between, if the step began a line.
        SyntaxTriviaList afterHalf = endsLine ? end : WithoutBlankEnd(end).Add(indentation is null ? SyntaxFactory.Space : endOfLine);
        SyntaxTriviaList beforeCore = indentation is null ? default : Line(endOfLine, indentation);

        MethodDeclarationSyntax core = CoreMethod.WithAttributes(
                CoreMethod.HeadOf(current, _constraints).WithModifiers(CoreMethod.ModifiersOf(current)), CoreAttributes.OfCore(current.AttributeLists), between)
            .WithBody(current.Body)
            .WithExpressionBody(current.ExpressionBody)
            .WithSemicolonToken(current.SemicolonToken)
            .WithLeadingTrivia(beforeCore);
        var half = new SyntaxAnnotation();
        SyntaxNode changed = root.ReplaceNode(current, [HeaderTrivia.Settle(HalfOf(current, between, afterHalf)).WithAdditionalAnnotations(half), HeaderTrivia.Settle(core)]);
        return PartialTypes.OpenAround(changed, changed.GetAnnotatedNodes(half).Single());
    }

    private MethodDeclarationSyntax HalfOf(MethodDeclarationSyntax method, SyntaxTriviaList between, SyntaxTriviaList end)
    {
        SyntaxTriviaList leading = method.GetLeadingTrivia();
        MethodDeclarationSyntax half = method.WithoutLeadingTrivia().WithBody(null).WithExpressionBody(null);
        half = HalfModifiers.Put(half, _hasPointer);
        half = half
            .WithParameterList(half.ParameterList.ReplaceNodes(half.ParameterList.Parameters, static (_, each) => HalfParameter(each)))
            .WithAttributeLists(CoreAttributes.OfHalf(half.AttributeLists));

        // Where the first list went with the body, the next one begins the half.
        SyntaxTriviaList next = half.GetLeadingTrivia();
        if (next.Any(HeaderTrivia.IsComment))
            leading = WithoutBlankEnd(leading).AddRange(next);
        half = half.WithoutLeadingTrivia();
        half = half.WithAttributeLists(half.AttributeLists.InsertRange(0, _missing.Select(list => list.WithTrailingTrivia(between)))).WithLeadingTrivia(leading);

        SyntaxToken last = HeaderTrivia.LastOf(half);
        return half.ReplaceToken(last, last.WithTrailingTrivia())
            .WithSemicolonToken(SyntaxFactory.Token(SyntaxKind.SemicolonToken).WithTrailingTrivia(end));
    }

    private static ParameterSyntax HalfParameter(ParameterSyntax parameter) => parameter
        .WithoutLeadingTrivia()
        .WithAttributeLists(CoreAttributes.OfHalfsParameter(parameter.AttributeLists))
        .WithLeadingTrivia(parameter.GetLeadingTrivia());

    private static SyntaxTriviaList Line(SyntaxTrivia endOfLine, string indentation) =>
        SyntaxFactory.TriviaList(endOfLine, SyntaxFactory.Whitespace(indentation));

    private static SyntaxTriviaList WithoutBlankEnd(SyntaxTriviaList trivia) =>
        trivia.Count > 0 && trivia.Last().IsKind(SyntaxKind.WhitespaceTrivia) ? trivia.RemoveAt(trivia.Count - 1) : trivia;
}
