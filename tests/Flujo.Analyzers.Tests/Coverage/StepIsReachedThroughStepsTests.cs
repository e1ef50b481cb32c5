using Flujo.Analyzers.Coverage;
using Flujo.Generators;
using Flujo.Testing;
using Xunit;

namespace Flujo.Analyzers.Tests.Coverage;

public sealed class StepIsReachedThroughStepsTests
{
    private readonly AnalyzerVerifier _verifier = new(new StepIsReachedThroughSteps());

    [Theory]
    [InlineData("class C : ILoader { [FlujoStep] public void {|FLJ2006:Load|}() { } }")]
    [InlineData("struct C : ILoader { [FlujoStep] public void {|FLJ2006:Load|}() { } }")]
    [InlineData("class C : ILoader { [FlujoStep] void ILoader.{|FLJ2006:Load|}() { } }")]
    [InlineData("class C : ILoader { [FlujoStep] public virtual void {|FLJ2006:Load|}() { } } class D : C { public override void Load() { } }")]
    [InlineData("class C : IGeneric<int> { [FlujoStep] public void {|FLJ2006:Load|}(int x) { } }")]
    [InlineData("class B { [FlujoStep] public void Load() { } } class {|FLJ2006:C|} : B, ILoader;")]
    [InlineData("class C { [FlujoStep] public override string {|FLJ2006:ToString|}() => \"\"; }")]
    [InlineData("class B { public virtual void Load() { } } class C : B { [FlujoStep] public override void {|FLJ2006:Load|}() { } }")]
    [InlineData("class C : IDisposable { [FlujoPipeline(\"all\")] public void {|FLJ2006:Dispose|}() { } }")]
    public async Task ReachedThroughWhatIsNoStep_Triggers(string types) => await _verifier.VerifyAsync(Program(types));

    [Theory]
    [InlineData("class C : IStep { [FlujoStep] public void Load() { } }")]
    [InlineData("class C : IStep { public void Load() { } }")]
    [InlineData("class C : ILoader { public void Load() { } }")]
    [InlineData("class C : ILoader { [FlujoStep] public void Load(int x) { } void ILoader.Load() { } }")]
    [InlineData("class B { [FlujoStep] public virtual void Load() { } } class C : B { [FlujoStep] public override void Load() { } }")]
    [InlineData("class C { [FlujoStep] public void Dispose() { } }")]
    [InlineData("class B { public virtual void Load() { } } class C : B { [FlujoStep] public new void Load() { } }")]
    [InlineData("interface IMore : ILoader { [FlujoStep] void More(); }")]
    [InlineData("partial class C : ILoader { [FlujoStep] public partial void Load(); void LoadCore() { } }")]
    public async Task ReachedThroughStepsAlone_DoesNotTrigger(string types) => await _verifier.VerifyAsync(Program(types));

    [Fact]
    public async Task PartsInSeveralFiles_TriggerWhereTheStepStands() => await _verifier.VerifyAsync(new SourceCompilation
    {
        Files = new Dictionary<string, string>
        {
            ["A.cs"] = "public interface ILoader { void Load(); } partial class C : ILoader;",
            ["B.cs"] = "partial class C { [Flujo.FlujoStep] public void {|FLJ2006:Load|}() { } }",
        },
        References = [References.Runtime],
    });

    private static SourceCompilation Program(string types) => SourceCompilation.Of($$"""
        using System; using Flujo;
        interface ILoader { void Load(); }
        interface IStep { [FlujoStep] void Load(); }
        interface IGeneric<T> { void Load(T x); }
        {{types}}
        """, References.Runtime) with { Generator = new FlujoGenerator() };
}
