using Flujo.Analyzers.CodeFixes.Privacy;
using Flujo.Analyzers.Privacy;
using Flujo.Testing;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Flujo.Analyzers.Tests.Privacy;

public sealed class SecretsAreNotCapturedTests
{
    private readonly AnalyzerVerifier _verifier = new(new SecretsAreNotCaptured());
    private readonly CodeFixVerifier _fix = new(new SecretsAreNotCaptured(), new SecretsAreNotCapturedFix());

    [Theory]
    [InlineData("string {|FLJ3001:password|}")]
    [InlineData("string {|FLJ3001:apiKey|}")]
    [InlineData("string {|FLJ3001:dbPassword|}, int retries")]
    [InlineData("string? {|FLJ3001:clientSecret|} = null")]
    [InlineData("byte[] {|FLJ3001:privateKey|}")]
    [InlineData("object {|FLJ3001:accessToken|}")]
    [InlineData("string {|FLJ3001:api_key|}, string {|FLJ3001:AUTHORIZATION|}")]
    [InlineData("System.Security.SecureString {|FLJ3001:input|}")]
    [InlineData("System.Net.NetworkCredential {|FLJ3001:who|}")]
    [InlineData("System.Collections.Generic.List<System.Net.NetworkCredential[]> {|FLJ3001:all|}")]
    [InlineData("Vault.ApiKey {|FLJ3001:a|}, Vault.UserPassword? {|FLJ3001:b|}, Vault.LoginCredentials {|FLJ3001:c|}")]
    public async Task SecretByNameOrType_Triggers(string parameters) => await _verifier.VerifyAsync(Step(parameters));

    [Theory]
    [InlineData("string query, int limit")]
    [InlineData("System.Threading.CancellationToken token")]
    [InlineData("bool requirePassword, int? maxToken, System.TimeSpan apiKey")]
    [InlineData("string key, string cacheKey, string tokenCount, string nextPageToken, string passenger, string passwordless")]
    [InlineData("[FlujoRedact] string password")]
    [InlineData("out string password")]
    [InlineData("System.Func<string> password")]
    [InlineData("Vault.Keyboard a, Vault.TokenStream b")]
    public async Task Harmless_DoesNotTrigger(string parameters) =>
        await _verifier.VerifyAsync(Step(parameters));

    [Theory]
    [InlineData("[FlujoStep]", "Input", true)]
    [InlineData("[FlujoStep]", "All", true)]
    [InlineData("[FlujoStep]", " all ", true)]
    [InlineData("[FlujoStep]", "Output", false)]
    [InlineData("[FlujoStep]", "None", false)]
    [InlineData("[FlujoStep]", "Everything", false)]
    [InlineData("[FlujoStep(Capture = FlujoCapture.None)]", "All", false)]
    [InlineData("[FlujoStep(Capture = FlujoCapture.Output)]", "All", false)]
    [InlineData("[FlujoStep(Capture = FlujoCapture.All)]", "None", true)]
    [InlineData("[FlujoStep(Capture = FlujoCapture.Input | FlujoCapture.Output)]", "", true)]
    [InlineData("[FlujoPipeline(\"login\")]", "All", true)]
    [InlineData("[FlujoPipeline(\"login\")]", "None", false)]
    public async Task WhatIsCaptured_TheAttributeSaysBeforeTheProject(string attribute, string property, bool triggers) => await _verifier.VerifyAsync(
        SourceCompilation.Of($"using Flujo; class C {{ {attribute} void Login(string {(triggers ? "{|FLJ3001:password|}" : "password")}) {{ }} }}", References.Runtime) with
        {
            Properties = new Dictionary<string, string> { ["FlujoCapture"] = property },
        });

    [Fact]
    public async Task MethodWithoutCapture_OrWithoutAttribute_DoesNotTrigger() =>
        await _verifier.VerifyAsync("using Flujo; class C { [FlujoStep] void Login(string password) { } void Other(string password) { } }");

    [Fact]
    public async Task Message_SaysWhy()
    {
        var found = await _verifier.VerifyAsync(Step("string {|FLJ3001:password|}, System.Security.SecureString {|FLJ3001:input|}"));

        Assert.Equal(
            [
                "The step records 'password', which looks like a secret by its name; keep it out with [FlujoRedact]",
                "The step records 'input', which looks like a secret by its type; keep it out with [FlujoRedact]",
            ],
            found.Select(each => each.GetMessage()));
    }

    [Fact]
    public async Task Fix_AddsTheAttribute() => await _fix.VerifyAsync(
        """
        using Flujo;
        using System.ComponentModel;
        class C
        {
            [FlujoStep(Capture = FlujoCapture.All)]
            void Login(
                string user, // who
                string {|FLJ3001:password|},
                [Description("x")] string? {|FLJ3001:apiKey|} = null, params string[] {|FLJ3001:secrets|}) { }
        }
        static class E
        {
            [FlujoStep(Capture = FlujoCapture.All)] public static void Send(this string {|FLJ3001:token|}) { }
        }
        """,
        """
        using Flujo;
        using System.ComponentModel;
        class C
        {
            [FlujoStep(Capture = FlujoCapture.All)]
            void Login(
                string user, // who
                [FlujoRedact] string password,
                [FlujoRedact][Description("x")] string? apiKey = null, [FlujoRedact] params string[] secrets) { }
        }
        static class E
        {
            [FlujoStep(Capture = FlujoCapture.All)] public static void Send([FlujoRedact] this string token) { }
        }
        """);

    [Fact]
    public async Task Fix_NamesTheAttributeInFull_WhereItIsNotImported() => await _fix.VerifyAsync(
        "class C { [Flujo.FlujoStep(Capture = Flujo.FlujoCapture.All)] void Login(string {|FLJ3001:password|}) { } }",
        "class C { [Flujo.FlujoStep(Capture = Flujo.FlujoCapture.All)] void Login([Flujo.FlujoRedact] string password) { } }");

    private static string Step(string parameters) => $$"""
        using Flujo;
        namespace Vault { class ApiKey { } class UserPassword { } class LoginCredentials { } class Keyboard { } class TokenStream { } }
        class C { [FlujoStep(Capture = FlujoCapture.Input)] void Login({{parameters}}) => throw new System.NotSupportedException(); }
        """;
}
