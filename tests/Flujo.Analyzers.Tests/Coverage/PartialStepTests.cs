using Flujo.Analyzers.Coverage;
using Flujo.Generators;
using Flujo.Testing;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Flujo.Analyzers.Tests.Coverage;

/// <summary>FLJ2008 and FLJ2009: what is wrong with partial steps and their overrides.</summary>
public sealed class PartialStepTests
{
    private readonly AnalyzerVerifier _verifier = new(new PartialStepHasCore(), new OverrideOfPartialStepIsPartial());

    [Theory]
    [InlineData("[FlujoStep] public partial int {|FLJ2008:{|CS8795:Step|}|}();", "there is no method with the step's name and Core after it, which would have the body")]
    [InlineData("[FlujoStep] public partial int {|FLJ2008:Step|}(); long StepCore() => 1;", "the Core method returns another type than the step")]
    [InlineData("[FlujoStep] public partial int {|FLJ2008:Step|}(); int StepCore(int x) => 1;", "the Core method has other parameters than the step")]
    [InlineData("[FlujoStep] public partial int {|FLJ2008:Step|}(); int StepCore<T>() => 1;", "the Core method has other type parameters than the step")]
    [InlineData("[FlujoStep] public partial int {|FLJ2008:Step|}(); static int StepCore() => 1;", "of the step and its Core method, one is static")]
    [InlineData("[FlujoStep] public partial void {|FLJ2008:Step|}<T>(); void StepCore<T>() where T : class { }", "the Core method has constraints that the step does not have")]
    [InlineData("[FlujoStep] public partial void {|FLJ2008:Step|}(); async void StepCore() => await System.Threading.Tasks.Task.Yield();", "the Core method is async void, which ends before its work does; return a Task")]
    public async Task CoreThatDoesNotFit_Triggers_AndSaysWhy(string members, string why)
    {
        Diagnostic found = Assert.Single(await _verifier.VerifyAsync(Program($"public partial class C {{ {members} }}")));

        Assert.EndsWith(": " + why, found.GetMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public partial class C { [FlujoStep] public partial int Step(); int StepCore() => 1; }")]
    [InlineData("public partial class C { [FlujoStep] public partial int Step(); public partial int Step() => 1; }")]
    [InlineData("public partial class C { [FlujoStep] public int Step() => 1; long StepCore() => 1; }")]
    [InlineData("public partial class C { public partial int Step(); public partial int Step() => 1; long StepCore() => 1; }")]
    public async Task CoreThatFits_OrNoPartialStep_DoesNotTrigger(string types) => await _verifier.VerifyAsync(Program(types));

    [Theory]
    [InlineData("public class D : B { public override void {|FLJ2009:Step|}() { } }")]
    [InlineData("public class D : B { [FlujoStep] public override void {|FLJ2009:Step|}() { } }")]
    [InlineData("public class D : B { public override void {|FLJ2009:Step|}() => base.Step(); } public class E : D { public override void {|FLJ2009:Step|}() { } }")]
    [InlineData("public partial class D : B { [FlujoStep] public override partial void Step(); void StepCore() { } }")]
    [InlineData("public class D : B { public new void Step() { } }")]
    [InlineData("public class D : B { [FlujoStep] public void Step(int x) { } }")]
    public async Task OverrideThatIsNotPartial_Triggers(string types) => await _verifier.VerifyAsync(Program(
        "public partial class B { [FlujoStep] public virtual partial void Step(); private void StepCore() { } }\n" + types));

    private static SourceCompilation Program(string types) => SourceCompilation.Of("using Flujo;\n" + types, References.Runtime) with { Generator = new FlujoGenerator() };
}
