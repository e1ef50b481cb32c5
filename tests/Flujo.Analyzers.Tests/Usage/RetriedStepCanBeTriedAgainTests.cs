using Flujo.Analyzers.Usage;
using Flujo.Testing;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Flujo.Analyzers.Tests.Usage;

public sealed class RetriedStepCanBeTriedAgainTests
{
    private readonly AnalyzerVerifier _verifier = new(new RetriedStepCanBeTriedAgain());

    [Theory]
    [InlineData("[FlujoStep({|FLJ4001:MaxAttempts = 2|})] void Step(ref int x) { }")]
    [InlineData("[FlujoStep(\"load\", {|FLJ4001:MaxAttempts = 2|}, Leaf = true)] void Step(out int x) => x = 1;")]
    [InlineData("[FlujoStep({|FLJ4001:MaxAttempts = Many|})] void Step(in int x) { } const int Many = 5;")]
    [InlineData("[FlujoStep({|FLJ4001:MaxAttempts = 2|})] IEnumerable<int> Step() { yield return 1; }")]
    [InlineData("[FlujoStep({|FLJ4001:MaxAttempts = 2|})] IAsyncEnumerable<int> Step() => throw null!;")]
    [InlineData("[FlujoStep({|FLJ4001:MaxAttempts = 2|})] void Step(Span<int> x) { }")]
    [InlineData("struct S { int _x; [FlujoStep({|FLJ4001:MaxAttempts = 2|})] int Step() => ++_x; }")]
    public async Task StepThatCannotBeTriedAgain_Triggers(string member) => await _verifier.VerifyAsync(Class(member));

    [Theory]
    [InlineData("[FlujoStep(MaxAttempts = 2)] void Step(int x) { }")]
    [InlineData("[FlujoStep(MaxAttempts = 1)] void Step(ref int x) { }")]
    [InlineData("[FlujoStep] void Step(ref int x) { }")]
    [InlineData("[FlujoStep(MaxAttempts = 2)] IEnumerable<int> Step() => [1];")]
    [InlineData("[FlujoStep(MaxAttempts = 2)] Task<int> Step() => Task.FromResult(1);")]
    [InlineData("struct S { int _x; [FlujoStep(MaxAttempts = 2)] readonly int Step() => _x; }")]
    [InlineData("readonly struct S { [FlujoStep(MaxAttempts = 2)] public int Step() => 1; }")]
    public async Task StepThatCanBeTriedAgain_DoesNotTrigger(string member) => await _verifier.VerifyAsync(Class(member));

    [Fact]
    public async Task MethodThatCanBeNoStep_IsLeftToThatRule() => await _verifier.VerifyAsync(Class("[FlujoStep(MaxAttempts = 2)] async void Step(Span<int> x) => await Task.Yield();").Replace("Span<int> x", "", StringComparison.Ordinal));

    [Fact]
    public async Task Message_SaysWhy()
    {
        Diagnostic found = Assert.Single(await _verifier.VerifyAsync(Class("[FlujoStep({|FLJ4001:MaxAttempts = 2|})] void Step(ref int x) { }")));

        Assert.Equal("MaxAttempts of 'C.Step(ref int)' has no effect: a step with parameters or a receiver by reference cannot be tried again", found.GetMessage());
    }

    private static string Class(string member) => $$"""
        using System; using System.Collections.Generic; using System.Threading.Tasks; using Flujo;
        class C { {{member}} }
        """;
}
