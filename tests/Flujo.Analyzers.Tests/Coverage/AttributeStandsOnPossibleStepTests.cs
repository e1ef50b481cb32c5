using Flujo.Analyzers.Coverage;
using Flujo.Testing;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Flujo.Analyzers.Tests.Coverage;

public sealed class AttributeStandsOnPossibleStepTests
{
    private readonly AnalyzerVerifier _verifier = new(new AttributeStandsOnPossibleStep());

    [Theory]
    [InlineData("[FlujoStep] async void {|FLJ2001:Step|}() => await Task.Yield();")]
    [InlineData("int _x; [FlujoStep] ref int {|FLJ2001:Step|}() => ref _x;")]
    [InlineData("int _x; [FlujoStep] ref readonly int {|FLJ2001:Step|}() => ref _x;")]
    [InlineData("[FlujoStep] public static C operator {|FLJ2001:+|}(C x, C y) => x;")]
    [InlineData("[FlujoStep] public static explicit operator {|FLJ2001:int|}(C x) => 1;")]
    [InlineData("int Value { [FlujoStep] {|FLJ2001:get|} => 1; }")]
    [InlineData("int Value { get => 1; [FlujoStep] {|FLJ2001:set|} { } }")]
    [InlineData("event Action E { [FlujoStep] {|FLJ2001:add|} { } remove { } }")]
    [InlineData("void M() { [FlujoStep] void {|FLJ2001:Local|}() { } Local(); }")]
    [InlineData("void M() { [FlujoStep] static void {|FLJ2001:Local|}() { } Local(); }")]
    [InlineData("Action _a = [{|FLJ2001:FlujoStep|}] () => { };")]
    [InlineData("[FlujoStep] ~{|FLJ2001:C|}() { }")]
    [InlineData("[FlujoStep] [System.Runtime.InteropServices.DllImport(\"c\")] static extern int {|FLJ2001:Step|}();")]
    [InlineData("[FlujoStep] int {|FLJ2001:Step|}(__arglist) => 1;")]
    [InlineData("[FlujoPipeline(\"all\")] async void {|FLJ2001:Step|}() => await Task.Yield();")]
    [InlineData("[FlujoStep] async Odd {|FLJ2001:Step|}() => await Task.Yield();")]
    public async Task MethodThatCanBeNoStep_Triggers(string member) => await _verifier.VerifyAsync(Class(member));

    [Theory]
    [InlineData("[FlujoStep] async Task Step() => await Task.Yield();")]
    [InlineData("[FlujoStep] void Step() { }")]
    [InlineData("[FlujoStep] async ValueTask<int> Step() { await Task.Yield(); return 1; }")]
    [InlineData("[FlujoStep] int Step(ref int x, out int y) => y = x;")]
    [InlineData("[FlujoStep] IAsyncEnumerable<int> Step() => throw null!;")]
    [InlineData("async void Step() => await Task.Yield();")]
    [InlineData("void M() { void Local() { } Local(); using var step = FlujoTrace.StartStep(\"all\"); }")]
    [InlineData("int Value { get => 1; }")]
    public async Task MethodThatCanBeAStep_DoesNotTrigger(string member) => await _verifier.VerifyAsync(Class(member));

    [Fact]
    public async Task PartialMethodOfAnAsyncVoidHalf_TriggersOnce() => await _verifier.VerifyAsync(new SourceCompilation
    {
        Files = new Dictionary<string, string>
        {
            ["A.cs"] = "using Flujo; partial class C { [FlujoStep] public partial void {|FLJ2001:Step|}(); }",
            ["B.cs"] = "partial class C { public async partial void Step() => await System.Threading.Tasks.Task.Yield(); }",
        },
        References = [References.Runtime],
    });

    [Fact]
    public async Task Message_SaysWhy()
    {
        Diagnostic found = Assert.Single(await _verifier.VerifyAsync(Class("[FlujoStep] async void {|FLJ2001:Step|}() => await Task.Yield();")));

        Assert.Equal("'C.Step()' cannot be a step: an async void method ends before its work does; return a Task", found.GetMessage());
        Assert.Equal(DiagnosticSeverity.Error, found.Severity);
    }

    private static string Class(string member) => $$"""
        using System; using System.Collections.Generic; using System.Runtime.CompilerServices; using System.Threading.Tasks; using Flujo;
        class C { {{member}} }
        [AsyncMethodBuilder(typeof(OddBuilder))] class Odd { }
        class OddBuilder
        {
            public static OddBuilder Create() => new();
            public Odd Task => new();
            public void SetResult() { }
            public void SetException(Exception error) { }
            public void SetStateMachine(IAsyncStateMachine machine) { }
            public void Start<T>(ref T machine) where T : IAsyncStateMachine { }
            public void AwaitOnCompleted<A, T>(ref A awaiter, ref T machine) where A : INotifyCompletion where T : IAsyncStateMachine { }
            public void AwaitUnsafeOnCompleted<A, T>(ref A awaiter, ref T machine) where A : ICriticalNotifyCompletion where T : IAsyncStateMachine { }
        }
        """;
}
