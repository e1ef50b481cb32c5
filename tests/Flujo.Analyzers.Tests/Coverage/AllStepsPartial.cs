using Flujo.Analyzers.CodeFixes.Coverage;
using Flujo.Rules;
using Flujo.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace Flujo.Analyzers.Tests.Coverage;

/// <summary>Makes each step of a project partial that can be, as the fix does it, whether or not a diagnostic asks for it.</summary>
internal static class AllStepsPartial
{
    public static async Task<(SourceCompilation After, int Changed)> MakeAsync(SourceCompilation source)
    {
        using var workspace = new AdhocWorkspace();
        Project project = MemoryProject.Create(workspace, source);
        Compilation compilation = (await project.GetCompilationAsync(TestContext.Current.CancellationToken))!;
        var edits = new List<MemberEdit>();
        foreach (Document document in project.Documents)
        {
            SemanticModel model = (await document.GetSemanticModelAsync(TestContext.Current.CancellationToken))!;
            foreach (MethodDeclarationSyntax syntax in (await model.SyntaxTree.GetRootAsync(TestContext.Current.CancellationToken)).DescendantNodes().OfType<MethodDeclarationSyntax>())
            {
                if (model.GetDeclaredSymbol(syntax, TestContext.Current.CancellationToken) is IMethodSymbol method
                    && KnownSteps.Of(compilation).Examine(StepRules.CalledMethod(method), TestContext.Current.CancellationToken) is not null)
                {
                    edits.AddRange(await StepFamily.SplitAsync(StepRules.CalledMethod(method), project.Solution, TestContext.Current.CancellationToken));
                }
            }
        }

        Solution changed = await MemberFix.ApplyAsync(project.Solution, edits, TestContext.Current.CancellationToken);
        var files = new Dictionary<string, string>();
        foreach (Document document in changed.GetProject(project.Id)!.Documents)
            files.Add(document.FilePath![SourceCompilation.Directory.Length..], (await document.GetTextAsync(TestContext.Current.CancellationToken)).ToString());
        return (source with { Files = files }, edits.DistinctBy(edit => edit.Method).Count());
    }
}
