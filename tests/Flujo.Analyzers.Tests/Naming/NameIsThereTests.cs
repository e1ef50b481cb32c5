using Flujo.Analyzers.Naming;
using Flujo.Testing;
using Xunit;

namespace Flujo.Analyzers.Tests.Naming;

public sealed class NameIsThereTests
{
    private readonly AnalyzerVerifier _verifier = new(new NameIsThere());

    [Theory]
    [InlineData("\"\"", "is empty")]
    [InlineData("\" \\u00a0\"", "is blank")]
    [InlineData("\"a\\tb\"", "holds the control character U+0009")]
    [InlineData("\"a\\u001b[1m\"", "holds the control character U+001B")]
    [InlineData("\"\\u0085\"", "holds the control character U+0085")]
    public async Task NoName_Triggers(string literal, string fault)
    {
        string message = Assert.Single(await _verifier.VerifyAsync($"class C {{ [Flujo.FlujoStep({{|FLJ1004:{literal}|}})] void M() {{ }} }}")).GetMessage();

        Assert.Equal($"The name {fault}; give one by which it can be found", message);
    }

    [Fact]
    public async Task EveryName_IsLookedAt() => await _verifier.VerifyAsync("""
        using Flujo;
        using System.Threading.Tasks;
        class C
        {
            const string Blank = "  ";
            [FlujoPipeline({|FLJ1004:""|})] void M() { }
            async Task N()
            {
                using var a = FlujoTrace.StartRun({|FLJ1004:Blank|});
                using var b = FlujoTrace.StartStep({|FLJ1004:null|}!);
                using var c = FlujoTrace.StartLoop({|FLJ1004:"" + ""|});
                using var d = FlujoTrace.StartBranch({|FLJ1004:""|}, {|FLJ1004:""|});
                await FlujoTrace.RunAsync({|FLJ1004:""|}, run => Task.FromResult(1));
            }
        }
        """);

    [Fact]
    public async Task Names_DoNotTrigger() => await _verifier.VerifyAsync("""
        using Flujo;
        class C
        {
            [FlujoStep("größe 🙂")] void A() { }
            [FlujoStep(null!)] void Load() { }
            [FlujoStep] void Save() { }
            void M(string name) { using var s = FlujoTrace.StartStep(name); s.SetAttribute("", ""); s.AddEvent(""); }
        }
        """);
}
