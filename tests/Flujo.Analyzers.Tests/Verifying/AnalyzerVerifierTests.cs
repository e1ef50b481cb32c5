using Flujo.Testing;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Flujo.Analyzers.Tests.Verifying;

public sealed class AnalyzerVerifierTests
{
    private readonly AnalyzerVerifier _verifier = new(new ShoutingAnalyzer());

    [Fact]
    public async Task MarkedPlaces_AreFound()
    {
        Diagnostic diagnostic = Assert.Single(await _verifier.VerifyAsync("class C { void {|TST0001:LOUD|}() { } void Soft() { } }"));

        Assert.Equal("'LOUD' shouts", diagnostic.GetMessage());
    }

    [Fact]
    public async Task PlaceWithoutMarker_Fails_AndIsUnderlined()
    {
        string message = await FailureAsync("class C { void LOUD() { } }");

        Assert.Contains("""
            ==== Program.cs: expected and missing
            (nothing)
            ==== Program.cs: found and not expected
            class C { void LOUD() { } }
                           ^^^^ TST0001: 'LOUD' shouts
            ==== Program.cs: all that was found
            class C { void {|TST0001:LOUD|}() { } }
            """, message);
    }

    [Theory]
    [InlineData("class C { void {|TST0001:Soft|}() { } }")]
    [InlineData("class C { void {|TST0001:LOUD|}() { } void {|TST0001:Soft|}() { } }")]
    [InlineData("class C { {|TST0001:void|} LOUD() { } }")]
    [InlineData("class C { void {|TST0002:LOUD|}() { } }")]
    [InlineData("class C { void {|TST0001:{|TST0001:LOUD|}|}() { } }")]
    public async Task MarkerInTheWrongPlace_Fails(string marked) => Assert.NotEmpty(await FailureAsync(marked));

    [Fact]
    public async Task ErrorOfTheCompiler_FailsUnlessMarked()
    {
        Assert.Contains("CS0246", await FailureAsync("class C { Nothing Get() => null!; }"));

        Assert.Empty(await _verifier.VerifyAsync("class C { {|CS0246:Nothing|} Get() => null!; }"));
    }

    [Fact]
    public async Task AnalyzerThatThrows_Fails() =>
        Assert.Contains("AD0001: Analyzer 'Flujo.Analyzers.Tests.Verifying.ShoutingAnalyzer' threw", await FailureAsync("class C { void THROW() { } }"));

    [Fact]
    public async Task SeveralFiles_AreMarkedEach()
    {
        await _verifier.VerifyAsync(new SourceCompilation
        {
            Files = new Dictionary<string, string>
            {
                ["A.cs"] = "partial class C { void {|TST0001:ONE|}() { } }",
                ["Folder/B.cs"] = "partial class C { void {|TST0001:TWO|}() { } }",
            },
        });
    }

    [Fact]
    public async Task EditorConfig_IsObeyed()
    {
        SourceCompilation source = SourceCompilation.Of("class C { void LOUD() { } }") with { EditorConfig = "[*.cs]\ndotnet_diagnostic.TST0001.severity = none\n" };

        Assert.Empty(await _verifier.VerifyAsync(source));
    }

    [Fact]
    public async Task Pragma_IsObeyed() => Assert.Empty(await _verifier.VerifyAsync("""
        #pragma warning disable TST0001
        class C { void LOUD() { } }
        """));

    [Theory]
    [InlineData("a {|FLJ1001:b|} c")]
    [InlineData("{|FLJ1001:a {|CS0103:b|} c|} {|FLJ1002:d|}{|FLJ1002:e|}")]
    [InlineData("{|FLJ1001:{|FLJ1002:ab|}|}")]
    [InlineData("a{|FLJ0001:|}b |}")]
    public void MarkedText_ReadsWhatItWrites(string marked) => Assert.Equal(marked, MarkedText.Parse(marked).ToString());

    [Fact]
    public void MarkerThatIsNotClosed_IsAnError() => Assert.Throws<FormatException>(() => MarkedText.Parse("{|FLJ1001:b"));

    private async Task<string> FailureAsync(string marked) =>
        (await Assert.ThrowsAsync<VerificationException>(() => _verifier.VerifyAsync(marked))).Message;
}
