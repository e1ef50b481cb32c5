using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Flujo.Analyzers.Tests.Docs;

public sealed class RulePagesTests
{
    private const string Begin = "<!-- rules: generated, see CONTRIBUTING.md -->";
    private const string End = "<!-- /rules -->";
    private static readonly string[] Headings = ["## Cause", "## Why it matters", "## Example", "## How to fix it", "## When to suppress it", "## Configuration"];

    public static TheoryData<string> Ids => [.. RuleCatalogue.Rules.Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Page_HasAllParts(string id)
    {
        string[] headings = [.. File.ReadLines(Page(id)).Where(line => line.StartsWith("## ", StringComparison.Ordinal))];

        Assert.Equal(Headings, headings);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Page_BeginsWithTheRule(string id)
    {
        DiagnosticDescriptor rule = RuleCatalogue.Rules.Single(each => each.Id == id);

        Assert.Equal($"# {id}: {rule.Title}", File.ReadLines(Page(id)).First());
        GeneratedPart.Verify(Page(id), "# " + id, "## Cause", $"""

            | severity | category | fix |
            |---|---|---|
            | {Severity(rule)} | {rule.Category} | {(RuleCatalogue.HasFix(rule) ? "yes, also for all at once" : "none")} |

            """);
    }

    [Fact]
    public void Pages_AreOfRulesThatExist() => Assert.Equal(
        RuleCatalogue.Rules.Select(rule => rule.Id),
        Directory.GetFiles(PagesFolder, "FLJ*.md").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    [Fact]
    public void Index_IsFresh() => GeneratedPart.Verify(Path.Combine(PagesFolder, "README.md"), Begin, End, Table(""));

    [Fact]
    public void TableInReadme_IsFresh() => GeneratedPart.Verify(Path.Combine(Root, "README.md"), Begin, End, Table("docs/rules/"));

    private static string Root => Path.GetFullPath(Path.Combine(Here(), "../../.."));

    private static string PagesFolder => Path.Combine(Root, "docs/rules");

    private static string Page(string id) => Path.Combine(PagesFolder, id + ".md");

    private static string Table(string folder) => string.Join('\n',
        [
            "",
            "| id | severity | fix | rule |",
            "|---|---|---|---|",
            .. RuleCatalogue.Rules.Select(rule => $"| [{rule.Id}]({folder}{rule.Id}.md) | {Severity(rule)} | {(RuleCatalogue.HasFix(rule) ? "yes" : "")} | {rule.Title} |"),
            "",
        ]);

    private static string Severity(DiagnosticDescriptor rule) => rule.DefaultSeverity.ToString().ToLowerInvariant();

    private static string Here([CallerFilePath] string testFile = "") => Path.GetDirectoryName(testFile)!;
}
