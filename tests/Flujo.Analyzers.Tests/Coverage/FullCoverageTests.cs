using System.Collections.Immutable;
using Flujo.Analyzers.Coverage;
using Flujo.Testing;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Flujo.Analyzers.Tests.Coverage;

/// <summary>FlujoRequireFullCoverage: a gap is an error whatever is set far away, and not where somebody has seen it.</summary>
public sealed class FullCoverageTests
{
    private readonly AnalyzerVerifier _verifier = new(new StepIsNotUsedAsDelegate(), new StepIsReachedThroughSteps());

    [Theory]
    [InlineData("")]
    [InlineData("dotnet_diagnostic.FLJ2002.severity = none\ndotnet_diagnostic.FLJ2006.severity = suggestion")]
    [InlineData("dotnet_analyzer_diagnostic.category-Flujo.Coverage.severity = none")]
    public async Task Gap_IsAnError_WhateverItsSeverity(string settings)
    {
        var found = await VerifyAsync(Source("", "{|FLJ2002:Step|}", "{|FLJ2006:ToString|}"), settings);

        Assert.All(found, each => Assert.Equal(DiagnosticSeverity.Error, each.Severity));
    }

    [Theory]
    [InlineData("[System.Diagnostics.CodeAnalysis.SuppressMessage(\"Flujo.Coverage\", \"FLJ2002\")]")]
    [InlineData("[System.Diagnostics.CodeAnalysis.SuppressMessage(\"Flujo.Coverage\", \"FLJ2002:A step is not used as a delegate\", Justification = \"seen\")]")]
    [InlineData("#pragma warning disable FLJ2002\n")]
    [InlineData("#pragma warning disable\n")]
    public async Task SuppressedAtThePlace_IsNot(string suppression) => await VerifyAsync(Source(suppression, "Step", "{|FLJ2006:ToString|}"), "");

    [Fact]
    public async Task SuppressedForAnotherRuleOrElsewhere_IsAnError()
    {
        await VerifyAsync(Source("[System.Diagnostics.CodeAnalysis.SuppressMessage(\"Flujo.Coverage\", \"FLJ2003\")]", "{|FLJ2002:Step|}", "{|FLJ2006:ToString|}"), "");
        await VerifyAsync(Source("#pragma warning disable FLJ2002\n#pragma warning restore FLJ2002\n", "{|FLJ2002:Step|}", "{|FLJ2006:ToString|}"), "");
    }

    [Fact]
    public async Task NotRequired_SeverityIsThatOfTheRule()
    {
        var found = await _verifier.VerifyAsync(Source("", "{|FLJ2002:Step|}", "{|FLJ2006:ToString|}"));

        Assert.All(found, each => Assert.Equal(DiagnosticSeverity.Warning, each.Severity));
    }

    private Task<ImmutableArray<Diagnostic>> VerifyAsync(string source, string settings) => _verifier.VerifyAsync(
        SourceCompilation.Of(source, References.Runtime) with
        {
            EditorConfig = "[*.cs]\n" + settings + "\n",
            Properties = new Dictionary<string, string> { ["FlujoRequireFullCoverage"] = "true" },
        });

    /// <summary>The suppression stands last, so that a #pragma holds for one gap alone.</summary>
    private static string Source(string suppression, string use, string reached) => $$"""
        using System; using Flujo;
        class C
        {
            [FlujoStep] int Step() => 1;
            [FlujoStep] public override string {{reached}}() => "";

        {{suppression}}
            object Use() => (Func<int>){{use}};
        }
        """;
}
