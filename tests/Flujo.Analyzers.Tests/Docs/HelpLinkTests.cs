using Flujo.Testing;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Flujo.Analyzers.Tests.Docs;

public sealed class HelpLinkTests
{
    private const string Source = "class C { [{|FLJ0001:Flujo.FlujoStep|}] public void Load() { } }";

    private readonly AnalyzerVerifier _verifier = new(new Analyzers.Setup.CompilerRunsInterceptors());

    [Theory]
    [InlineData("/packages/flujo/1.0.0/docs/rules/", "file:///packages/flujo/1.0.0/docs/rules/FLJ0001.md")]
    [InlineData("/home/a b/docs/rules/", "file:///home/a%20b/docs/rules/FLJ0001.md")]
    [InlineData("https://docs.test/flujo/", "https://docs.test/flujo/FLJ0001.md")]
    public async Task ProjectThatSaysWhereThePagesAre_IsBelieved(string pages, string link)
    {
        SourceCompilation source = Project() with { Properties = new Dictionary<string, string> { ["FlujoRulePages"] = pages } };

        Assert.Equal(link, Assert.Single(await _verifier.VerifyAsync(source)).Descriptor.HelpLinkUri);
    }

    [Fact]
    public async Task ProjectThatSaysNothing_GetsThePathInRepositoryAndPackage() =>
        Assert.Equal("docs/rules/FLJ0001.md", Assert.Single(await _verifier.VerifyAsync(Project())).Descriptor.HelpLinkUri);

    [Fact]
    public void EveryRule_HasALink() => Assert.All(RuleCatalogue.Rules, rule => Assert.Equal($"docs/rules/{rule.Id}.md", rule.HelpLinkUri));

    private static SourceCompilation Project() => SourceCompilation.Of(Source, References.Runtime) with { InterceptorsNamespaces = null };
}
