using Flujo.Testing;
using Xunit;

namespace Flujo.Analyzers.Tests.Verifying;

public sealed class CodeFixVerifierTests
{
    [Fact]
    public async Task GoodFix_Passes() => await With(name => name.ToLowerInvariant()).VerifyAsync(
        "class C { void {|TST0001:ONE|}() { } void {|TST0001:TWO|}() { } }",
        "class C { void one() { } void two() { } }");

    [Fact]
    public async Task WhatTheFixLeaves_IsMarked() => await With(name => name.ToLowerInvariant()).VerifyAsync(
        "class C { void {|TST0001:STAY|}() { } void {|TST0001:TWO|}() { } }",
        "class C { void {|TST0001:STAY|}() { } void two() { } }");

    [Fact]
    public async Task OtherOutcome_Fails() => Assert.Contains("One by one: Program.cs differs in line 1", await FailureAsync(
        name => name.ToLowerInvariant(), "class C { void {|TST0001:ONE|}() { } }", "class C { void eno() { } }"));

    [Fact]
    public async Task FixedCodeThatDoesNotCompile_Fails() => Assert.Contains("CS0111", await FailureAsync(
        _ => "same", "class C { void {|TST0001:ONE|}() { } void {|TST0001:TWO|}() { } }", "class C { void same() { } void same() { } }"));

    [Fact]
    public async Task FixThatNeverEnds_Fails() => Assert.Contains("still something to fix", await FailureAsync(
        name => name + "X", "class C { void {|TST0001:ONE|}() { } }", "class C { void ONEX() { } }"));

    [Fact]
    public async Task FixAllThatDiffers_Fails()
    {
        // One by one the second rename sees that the first was made.
        int calls = 0;
        string message = await FailureAsync(
            name => name.ToLowerInvariant() + ++calls,
            "class C { void {|TST0001:ONE|}() { } void {|TST0001:TWO|}() { } }",
            "class C { void one1() { } void two2() { } }");

        Assert.Contains("Fix All in the project: Program.cs differs", message);
    }

    [Fact]
    public async Task NoOffer_IsVerified()
    {
        CodeFixVerifier verifier = With(name => name.ToLowerInvariant());

        await verifier.VerifyNoFixAsync("class C { void {|TST0001:STAY|}() { } }");
        await Assert.ThrowsAsync<VerificationException>(() => verifier.VerifyNoFixAsync("class C { void {|TST0001:ONE|}() { } }"));
        await Assert.ThrowsAsync<VerificationException>(() => verifier.VerifyNoFixAsync("class C { }"));
    }

    private static CodeFixVerifier With(Func<string, string> write) => new(new ShoutingAnalyzer(), new WhisperingFix(write));

    private static async Task<string> FailureAsync(Func<string, string> write, string before, string after) =>
        (await Assert.ThrowsAsync<VerificationException>(() => With(write).VerifyAsync(before, after))).Message;
}
