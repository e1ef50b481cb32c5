using System.Collections.Concurrent;
using Flujo.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Flujo.Analyzers;

/// <summary>
/// Where a rule is explained: a page of the repository's docs, which the package carries too. Where those pages are the project says
/// (the property FlujoRulePages, set by the package's props), since a descriptor, made once per process, cannot know it: so each
/// diagnostic is made with a descriptor of that project, with the same id.
/// </summary>
internal static class HelpLinks
{
    private const string Base = "docs/rules/";

    private static readonly ConcurrentDictionary<(string Pages, DiagnosticDescriptor Rule), DiagnosticDescriptor> Resolved = new();

    /// <summary>The page's path in the repository and in the package.</summary>
    public static string Of(string id) => Base + id + ".md";

    /// <summary>The rule, with a link that leads to its page from everywhere.</summary>
    public static DiagnosticDescriptor Resolve(DiagnosticDescriptor rule, AnalyzerOptions options) =>
        Resolved.GetOrAdd(
            (BuildProperty.Read(options.AnalyzerConfigOptionsProvider.GlobalOptions, "FlujoRulePages"), rule),
            static key => WithLink(key.Pages, key.Rule));

    private static DiagnosticDescriptor WithLink(string pages, DiagnosticDescriptor rule)
    {
        if (!Uri.TryCreate(pages, UriKind.Absolute, out Uri? folder))
            return rule;
        return new(
            rule.Id, rule.Title, rule.MessageFormat, rule.Category, rule.DefaultSeverity, rule.IsEnabledByDefault, rule.Description,
            new Uri(folder, rule.Id + ".md").AbsoluteUri, [.. rule.CustomTags]);
    }
}
