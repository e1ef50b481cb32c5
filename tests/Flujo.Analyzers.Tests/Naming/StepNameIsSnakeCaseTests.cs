using Flujo.Analyzers.CodeFixes.Naming;
using Flujo.Analyzers.Naming;
using Flujo.Testing;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Flujo.Analyzers.Tests.Naming;

public sealed class StepNameIsSnakeCaseTests
{
    private static readonly string Long = string.Join('_', Enumerable.Repeat("word", 13));
    private readonly AnalyzerVerifier _verifier = new(new StepNameIsSnakeCase());
    private readonly CodeFixVerifier _fix = new(new StepNameIsSnakeCase(), new StepNameIsSnakeCaseFix());

    [Theory]
    [InlineData("LoadRows")]
    [InlineData("loadRows")]
    [InlineData("load-rows")]
    [InlineData("load rows")]
    [InlineData("load.rows")]
    [InlineData("_load")]
    [InlineData("load_")]
    [InlineData("load__rows")]
    [InlineData("LOAD")]
    [InlineData("Prüfen")]
    public async Task OtherStyle_Triggers(string name) =>
        Assert.Contains("is not in lower snake_case", Assert.Single(await _verifier.VerifyAsync($"class C {{ [Flujo.FlujoStep({{|FLJ1003:\"{name}\"|}})] void M() {{ }} }}")).GetMessage(), StringComparison.Ordinal);

    [Theory]
    [InlineData("load")]
    [InlineData("load_rows")]
    [InlineData("load_2_rows")]
    [InlineData("3d_render")]
    [InlineData("prüfe_größe")]
    [InlineData("処理_文書")]
    public async Task SnakeCase_DoesNotTrigger(string name) =>
        Assert.Empty(await _verifier.VerifyAsync($"class C {{ [Flujo.FlujoStep(\"{name}\")] void M() {{ }} [Flujo.FlujoStep] void ParseHTMLAsync() {{ }} }}"));

    [Fact]
    public async Task LongName_Triggers_FromCharacter65()
    {
        string name = Long[..64];

        await _verifier.VerifyAsync($"class C {{ [Flujo.FlujoStep(\"{name}\")] void M() {{ }} }}");
        Diagnostic found = Assert.Single(await _verifier.VerifyAsync($"class C {{ [{{|FLJ1003:Flujo.FlujoStep|}}] void {name}s() {{ }} }}"));

        Assert.Contains("has 65 characters", found.GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Blocks_Trigger() => await _verifier.VerifyAsync("""
        using Flujo;
        class C
        {
            void M(bool isNew)
            {
                using var a = FlujoTrace.StartStep({|FLJ1003:"Load"|});
                using var b = FlujoTrace.StartLoop(isNew ? "insert" : {|FLJ1003:"UpDate"|});
                using var c = FlujoTrace.StartBranch({|FLJ1003:"Size"|}, "Small One");
                using var d = FlujoTrace.StartRun("Nightly import");
            }
        }
        """);

    [Fact]
    public async Task Fix_WritesSnakeCase() => await _fix.VerifyAsync(
        """
        using Flujo;
        class C
        {
            [FlujoStep({|FLJ1003:"LoadRows"|})] void A() { }
            [FlujoStep({|FLJ1003:nameof(ParseHTMLAsync)|})] void ParseHTMLAsync() { }
            [FlujoStep({|FLJ1003:"weigh - Terms2nd (all)"|})] void B() { }
            void D() { using var s = FlujoTrace.StartStep({|FLJ1003:"SortUTF8Text"|}); }
        }
        """,
        """
        using Flujo;
        class C
        {
            [FlujoStep("load_rows")] void A() { }
            [FlujoStep("parse_html")] void ParseHTMLAsync() { }
            [FlujoStep("weigh_terms2nd_all")] void B() { }
            void D() { using var s = FlujoTrace.StartStep("sort_utf8_text"); }
        }
        """);

    [Fact]
    public async Task NameThatIsTooLongOrHasNoWords_NoFix()
    {
        await _fix.VerifyNoFixAsync($"class C {{ [Flujo.FlujoStep({{|FLJ1003:\"{Long}s\"|}})] void M() {{ }} }}");
        await _fix.VerifyNoFixAsync($"class C {{ [Flujo.FlujoStep({{|FLJ1003:\"{Long.ToUpperInvariant()}S\"|}})] void M() {{ }} }}");
        await _fix.VerifyNoFixAsync("class C { [Flujo.FlujoStep({|FLJ1003:\"->\"|})] void M() { } }");
    }
}
