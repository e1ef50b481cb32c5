using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Flujo.Analyzers.CodeFixes;

/// <summary>A fix that changes one file, looking at its syntax alone. Fix All makes one change after the other, each on what the one before has
/// left, and so comes to what the same fixes one by one come to; the batch fixer would merge them, and name two things alike.</summary>
public abstract class SyntaxFix : CodeFixProvider
{
    private protected SyntaxFix(string id) => FixableDiagnosticIds = [id];

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => new OneAfterTheOther(this);

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root)
            return;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (Find(root, diagnostic) is { } target)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        Title(diagnostic),
                        _ => Task.FromResult(context.Document.WithSyntaxRoot(Apply(root, target, diagnostic))),
                        equivalenceKey: diagnostic.Id),
                    diagnostic);
            }
        }
    }

    /// <summary>What the editor offers.</summary>
    private protected abstract string Title(Diagnostic diagnostic);

    /// <summary>The node to change, or null where the change could not be made without harm.</summary>
    private protected abstract SyntaxNode? Find(SyntaxNode root, Diagnostic diagnostic);

    /// <summary>The file with the change.</summary>
    private protected abstract SyntaxNode Apply(SyntaxNode root, SyntaxNode target, Diagnostic diagnostic);

    private sealed class OneAfterTheOther(SyntaxFix fix) : DocumentBasedFixAllProvider
    {
        protected override async Task<Document?> FixAllAsync(FixAllContext context, Document document, ImmutableArray<Diagnostic> diagnostics)
        {
            if (await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root)
                return null;
            var targets = new List<(SyntaxNode Node, Diagnostic Diagnostic)>();
            foreach (Diagnostic diagnostic in diagnostics.OrderBy(static each => each.Location.SourceSpan.Start))
            {
                if (fix.Find(root, diagnostic) is { } target)
                    targets.Add((target, diagnostic));
            }

            SyntaxNode changed = root.TrackNodes(targets.Select(static each => each.Node));
            foreach ((SyntaxNode node, Diagnostic diagnostic) in targets)
            {
                if (changed.GetCurrentNode(node) is { } current)
                    changed = fix.Apply(changed, current, diagnostic);
            }

            return document.WithSyntaxRoot(changed);
        }
    }
}
