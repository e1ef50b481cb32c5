using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;

namespace Flujo.Analyzers.Tests.Verifying;

/// <summary>Writes a shouted name in lower case; what it does beyond that is each test's choice.</summary>
/// <param name="write">What becomes of the name.</param>
internal sealed class WhisperingFix(Func<string, string> write) : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds => ["TST0001"];

    public override FixAllProvider? GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (!diagnostic.GetMessage().Contains("STAY", StringComparison.Ordinal))
                context.RegisterCodeFix(CodeAction.Create("Whisper", _ => RenameAsync(context.Document, diagnostic), "whisper"), diagnostic);
        }

        return Task.CompletedTask;
    }

    private async Task<Document> RenameAsync(Document document, Diagnostic diagnostic)
    {
        SyntaxNode root = (await document.GetSyntaxRootAsync())!;
        SyntaxToken name = root.FindToken(diagnostic.Location.SourceSpan.Start);
        return document.WithSyntaxRoot(root.ReplaceToken(name, SyntaxFactory.Identifier(write(name.Text))));
    }
}
