using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Flujo.Testing;

/// <summary>
/// Applies a fix to a project, once to one diagnostic after the other and once as Fix All in each scope, and compares all with what is expected. The
/// expected files mark what remains; errors of the compiler count, so fixed code compiles.
/// </summary>
public sealed class CodeFixVerifier(DiagnosticAnalyzer analyzer, CodeFixProvider fix)
{
    private const int MostRounds = 50;
    private readonly AnalyzerVerifier _verifier = new(analyzer);

    /// <summary>Verifies the fix of one file that refers to Flujo.</summary>
    /// <param name="before">With markers where the analyzer reports.</param>
    /// <param name="after">With markers for what the fix leaves.</param>
    /// <param name="key">The equivalence key of the offer to take; null: the first.</param>
    public Task VerifyAsync(string before, string after, string? key = null) =>
        VerifyAsync(SourceCompilation.Of(before, References.Runtime), SourceCompilation.Of(after, References.Runtime), key);

    /// <summary>Verifies the fix of a project.</summary>
    /// <exception cref="VerificationException">The outcome differs, does not compile, or a second round would change it again.</exception>
    public async Task VerifyAsync(SourceCompilation before, SourceCompilation after, string? key = null)
    {
        await _verifier.VerifyAsync(before);
        MarkedSource expected = MarkedSource.Parse(after);
        using var workspace = new AdhocWorkspace();
        Project original = MemoryProject.Create(workspace, MarkedSource.Parse(before).Source);

        (Project project, string? taken) = await FixOneByOneAsync(original, key);
        await CompareAsync(project, expected, "One by one");
        await CompareAsync(await FixAllAsync(original, taken, FixAllScope.Project), expected, "Fix All in the project");
        await CompareAsync(await FixAllAsync(original, taken, FixAllScope.Solution), expected, "Fix All in the solution");
        if (original.DocumentIds.Count == 1)
            await CompareAsync(await FixAllAsync(original, taken, FixAllScope.Document), expected, "Fix All in the document");
        expected.Verify(await _verifier.FindAsync(project));
    }

    /// <summary>Verifies that nothing is offered for what one file marks.</summary>
    public Task VerifyNoFixAsync(string marked) => VerifyNoFixAsync(SourceCompilation.Of(marked, References.Runtime));

    /// <summary>Verifies that nothing is offered for what a project marks.</summary>
    /// <exception cref="VerificationException">Something is offered, or the analyzer reports something else.</exception>
    public async Task VerifyNoFixAsync(SourceCompilation marked)
    {
        ImmutableArray<Diagnostic> reported = await _verifier.VerifyAsync(marked);
        if (reported.IsEmpty)
            throw new VerificationException("Nothing is reported, so there is nothing to be fixed.");
        using var workspace = new AdhocWorkspace();
        if (await NextOfferAsync(MemoryProject.Create(workspace, MarkedSource.Parse(marked).Source), key: null) is { } offer)
            throw new VerificationException($"Offered: {offer.Title}");
    }

    /// <summary>Fixes all of one rule in a project.</summary>
    /// <returns>The project; the same as before where nothing is offered.</returns>
    public async Task<SourceCompilation> FixAllAsync(SourceCompilation source, string key)
    {
        using var workspace = new AdhocWorkspace();
        Project project = MemoryProject.Create(workspace, source);
        CodeAction? action = await FixAllActionAsync(project, key, FixAllScope.Project);
        if (action is null)
            return source;
        var files = new Dictionary<string, string>();
        foreach (Document document in (await ApplyAsync(action, project)).Documents)
            files.Add(document.FilePath![SourceCompilation.Directory.Length..], (await document.GetTextAsync()).ToString());
        return source with { Files = files };
    }

    /// <summary>Returns when nothing is offered any more.</summary>
    private async Task<(Project Fixed, string? Key)> FixOneByOneAsync(Project project, string? key)
    {
        for (int round = 0; round < MostRounds; round++)
        {
            if (await NextOfferAsync(project, key) is not { } offer)
                return round > 0 ? (project, key) : throw new VerificationException("No fix is offered.");
            project = await ApplyAsync(offer, project);
            key = offer.EquivalenceKey;
        }

        throw new VerificationException($"After {MostRounds} rounds there is still something to fix.");
    }

    private async Task<Project> FixAllAsync(Project project, string? key, FixAllScope scope) => await ApplyAsync(
        await FixAllActionAsync(project, key, scope) ?? throw new VerificationException($"Fix All offers nothing in the scope {scope}."), project);

    private async Task<CodeAction?> FixAllActionAsync(Project project, string? key, FixAllScope scope)
    {
        FixAllProvider provider = fix.GetFixAllProvider() ?? throw new VerificationException("The fix has no Fix All.");
        if (!provider.GetSupportedFixAllScopes().Contains(scope))
            throw new VerificationException($"Fix All does not know the scope {scope}.");
        var found = new Found(_verifier);
        return await provider.GetFixAsync(scope == FixAllScope.Document
            ? new FixAllContext(project.Documents.Single(), fix, scope, key, fix.FixableDiagnosticIds, found, CancellationToken.None)
            : new FixAllContext(project, fix, scope, key, fix.FixableDiagnosticIds, found, CancellationToken.None));
    }

    private async Task<CodeAction?> NextOfferAsync(Project project, string? key)
    {
        foreach (Diagnostic diagnostic in AnalyzerVerifier.OfAnalyzers(await _verifier.FindAsync(project)))
        {
            if (!fix.FixableDiagnosticIds.Contains(diagnostic.Id) || project.GetDocument(diagnostic.Location.SourceTree) is not { } document)
                continue;
            var offers = new List<CodeAction>();
            await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (offer, _) => offers.Add(offer), CancellationToken.None));
            if (offers.Find(offer => key is null || offer.EquivalenceKey == key) is { } found)
                return found;
        }

        return null;
    }

    private static async Task<Project> ApplyAsync(CodeAction action, Project project)
    {
        ImmutableArray<CodeActionOperation> operations = await action.GetOperationsAsync(CancellationToken.None);
        return operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetProject(project.Id)!;
    }

    private static async Task CompareAsync(Project actual, MarkedSource expected, string way)
    {
        foreach ((string path, MarkedText file) in expected.Files)
        {
            Document document = actual.Documents.SingleOrDefault(each => each.FilePath == SourceCompilation.Directory + path)
                ?? throw new VerificationException($"{way}: there is no {path}.");
            string text = (await document.GetTextAsync()).ToString();
            if (text != file.Text)
                throw new VerificationException($"{way}: {path} differs{TextDifference.First(file.Text, text)}\nWhole text:\n{text}");
        }

        if (actual.Documents.Count() != expected.Files.Count)
            throw new VerificationException($"{way}: {actual.Documents.Count()} files, where {expected.Files.Count} are expected.");
    }

    /// <summary>Finds for Fix All what the verifier finds.</summary>
    private sealed class Found(AnalyzerVerifier verifier) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            AnalyzerVerifier.OfAnalyzers(await verifier.FindAsync(project));

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
        {
            SyntaxTree? tree = await document.GetSyntaxTreeAsync(cancellationToken);
            return (await GetAllDiagnosticsAsync(document.Project, cancellationToken)).Where(each => each.Location.SourceTree == tree);
        }

        public override async Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            (await GetAllDiagnosticsAsync(project, cancellationToken)).Where(each => !each.Location.IsInSource);
    }
}
