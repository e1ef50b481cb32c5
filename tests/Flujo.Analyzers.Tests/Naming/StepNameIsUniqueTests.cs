using System.Collections.Immutable;
using Flujo.Analyzers.Naming;
using Flujo.Testing;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Flujo.Analyzers.Tests.Naming;

public sealed class StepNameIsUniqueTests
{
    private readonly AnalyzerVerifier _verifier = new(new StepNameIsUnique());

    [Fact]
    public async Task EachAfterTheFirst_Triggers_InTheOrderOfPathAndPosition()
    {
        ImmutableArray<Diagnostic> found = await _verifier.VerifyAsync(new SourceCompilation
        {
            Files = new Dictionary<string, string>
            {
                ["Z.cs"] = "class Z { [Flujo.FlujoStep({|FLJ1002:\"load\"|})] void A() { } }",
                ["A.cs"] = "class A { [Flujo.FlujoStep(\"load\")] void B() { } [Flujo.FlujoStep({|FLJ1002:\"load\"|})] void C() { } }",
                ["M/B.cs"] = "class M { [{|FLJ1002:Flujo.FlujoStep|}] void LoadAsync() { } [Flujo.FlujoStep] void Save() { } }",
            },
            References = [References.Runtime],
        });

        Assert.All(found, each => Assert.Equal("The name 'load' is that of 'A.B()' too; their times, costs and failures would be added up", each.GetMessage()));
    }

    [Fact]
    public async Task Constants_AndAliases_Trigger() => await _verifier.VerifyAsync(new SourceCompilation
    {
        Files = new Dictionary<string, string>
        {
            ["A.cs"] = "static class Names { public const string Load = \"lo\" + \"ad\"; } class A { [Flujo.FlujoStep(Names.Load)] void B() { } }",
            ["B.cs"] = "using S = Flujo.FlujoStepAttribute; class B { [S({|FLJ1002:\"load\"|})] void C() { } [S(name: {|FLJ1002:nameof(load)|})] void load() { } }",
            ["C.cs"] = "class C { [G({|FLJ1002:\"load\"|})] void D() { } }",
            ["D.cs"] = "global using G = Flujo.FlujoStepAttribute;",
        },
        References = [References.Runtime],
    });

    [Fact]
    public async Task OverloadsOfOneStepName_Trigger() => await _verifier.VerifyAsync(
        "using Flujo; class C { [FlujoStep] void Load(int a) { } [{|FLJ1002:FlujoStep|}] void Load(string a) { } }");

    [Fact]
    public async Task Overrides_DoNotTrigger() => await _verifier.VerifyAsync("""
        using Flujo;
        abstract class A { [FlujoStep("load")] public abstract void Load(); }
        class B : A { [FlujoStep("load")] public override void Load() { } }
        class C : B { [FlujoStep("load")] public override void Load() { } }
        """);

    [Fact]
    public async Task ImplementationsOfAnInterfaceStep_DoNotTrigger() => await _verifier.VerifyAsync("""
        using Flujo;
        interface ILoader { [FlujoStep] void Load(); }
        class A : ILoader { [FlujoStep] public void Load() { } }
        class B : ILoader { [FlujoStep("load")] void ILoader.Load() { } }
        """);

    [Fact]
    public async Task ImplementationsOfAnInterfaceWithoutSteps_Trigger() => await _verifier.VerifyAsync("""
        using Flujo;
        interface ILoader { void Load(); }
        class A : ILoader { [FlujoStep] public void Load() { } }
        class B : ILoader { [{|FLJ1002:FlujoStep|}] public void Load() { } }
        """);

    [Fact]
    public async Task HalvesAndBlocks_DoNotTrigger() => await _verifier.VerifyAsync("""
        using Flujo;
        partial class C
        {
            [FlujoStep("load")] public partial void Load();
            public partial void Load() { using var a = FlujoTrace.StartStep("load"); using var b = FlujoTrace.StartStep("load"); }
        }
        """);

    [Fact]
    public async Task PipelinesAndStrangers_DoNotTrigger() => await _verifier.VerifyAsync("""
        using Flujo;
        namespace Other { class FlujoStepAttribute : System.Attribute { public FlujoStepAttribute(string name) { } } }
        class C
        {
            [FlujoStep("load")] void A() { }
            [FlujoPipeline("load")] void B() { }
            [Other.FlujoStep("load")] void D() { }
            [FlujoStep("Load")] void E() { }
        }
        """);
}
