using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Flujo.Analyzers.CodeFixes.Coverage;

/// <summary>A fix that changes methods wherever they are declared. Fix All finds the methods of all diagnostics first and changes each once, so
/// it comes to what the same fixes one by one come to: a method's first fix mends all uses of it.</summary>
public abstract class MemberFix : CodeFixProvider
{
    private protected MemberFix(params ImmutableArray<string> ids) => FixableDiagnosticIds = ids;

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => new AllAtOnce(this);

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        Solution solution = context.Document.Project.Solution;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            ImmutableArray<MemberEdit> edits = await PlanAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false);
            if (!edits.IsEmpty)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(Title(diagnostic), token => ApplyAsync(solution, edits, token), equivalenceKey: diagnostic.Id),
                    diagnostic);
            }
        }
    }

    /// <summary>What the editor offers.</summary>
    private protected abstract string Title(Diagnostic diagnostic);

    /// <summary>The changes, or none where they could not be made without harm.</summary>
    private protected abstract Task<ImmutableArray<MemberEdit>> PlanAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken);

    internal static async Task<Solution> ApplyAsync(Solution solution, IEnumerable<MemberEdit> edits, CancellationToken cancellationToken)
    {
        foreach (IGrouping<DocumentId, MemberEdit> file in edits.GroupBy(static each => each.Document))
        {
            if (solution.GetDocument(file.Key) is not { } document
                || await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root)
            {
                continue;
            }

            MemberEdit[] ofFile = [.. file.GroupBy(static each => each.Method).Select(static same => same.First()).OrderBy(static each => each.Method.SpanStart)];
            root = root.TrackNodes(ofFile.Select(static each => each.Method));
            foreach (MemberEdit edit in ofFile)
                root = edit.Apply(root, root.GetCurrentNode(edit.Method)!);
            solution = solution.WithDocumentSyntaxRoot(file.Key, root);
        }

        return solution;
    }

    private sealed class AllAtOnce(MemberFix fix) : FixAllProvider
    {
        public override async Task<CodeAction?> GetFixAsync(FixAllContext context)
        {
            var edits = new List<MemberEdit>();
            Diagnostic? first = null;
            foreach (Diagnostic diagnostic in await FindAsync(context).ConfigureAwait(false))
            {
                if (diagnostic.Id != context.CodeActionEquivalenceKey || context.Solution.GetDocument(diagnostic.Location.SourceTree) is not { } document)
                    continue;
                first ??= diagnostic;
                edits.AddRange(await fix.PlanAsync(document, diagnostic, context.CancellationToken).ConfigureAwait(false));
            }

            return first is null || edits.Count == 0
                ? null
                : CodeAction.Create(fix.Title(first), token => ApplyAsync(context.Solution, edits, token), context.CodeActionEquivalenceKey);
        }

        private static async Task<IEnumerable<Diagnostic>> FindAsync(FixAllContext context)
        {
            if (context is { Scope: FixAllScope.Document, Document: { } document })
                return await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false);
            var found = new List<Diagnostic>();
            foreach (Project project in context.Scope == FixAllScope.Solution ? context.Solution.Projects : [context.Project])
                found.AddRange(await context.GetAllDiagnosticsAsync(project).ConfigureAwait(false));
            return found;
        }
    }
}
