using Flujo.Analyzers.Setup;
using Flujo.Generators;
using Flujo.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Flujo.Analyzers.Tests.Setup;

public sealed class CompilerRunsInterceptorsTests
{
    private const string Source = "class C { [{|FLJ0001:Flujo.FlujoStep|}] public void Load() { } [{|FLJ0001:Flujo.FlujoPipeline|}(\"all\")] public void All() { Load(); } public void Plain() { } }";

    private readonly AnalyzerVerifier _verifier = new(new CompilerRunsInterceptors());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Other;Flujo.Generated.More")]
    [InlineData("Other; Flujo.Generated ;More")]
    public async Task NamespaceIsNotListed_Triggers(string? listed)
    {
        var found = await _verifier.VerifyAsync(Program(Source) with { InterceptorsNamespaces = listed });

        Assert.Equal("'C.Load()' is not traced: the project's InterceptorsNamespaces does not list Flujo.Generated", found[0].GetMessage());
    }

    [Theory]
    [InlineData("Flujo.Generated")]
    [InlineData("Other;Flujo.Generated;More")]
    [InlineData("Flujo")]
    public async Task NamespaceIsListed_DoesNotTrigger(string listed) =>
        await _verifier.VerifyAsync(Program(MarkedText.Parse(Source).Text) with { InterceptorsNamespaces = listed });

    [Fact]
    public async Task LanguageIsTooOld_Triggers()
    {
        var found = await _verifier.VerifyAsync(Program(Source) with { Language = LanguageVersion.CSharp10 });

        Assert.Equal("'C.Load()' is not traced: the project's language version is below C# 11, which generated code needs", found[0].GetMessage());
        Assert.All(found, each => Assert.Equal(DiagnosticSeverity.Error, each.Severity));
    }

    [Fact]
    public async Task StepOfAnotherAssembly_TriggersWhereItIsCalled()
    {
        CSharpCompilation library = (Program("public class L { [Flujo.FlujoStep] public void Load() { } public void Plain() { } }") with { AssemblyName = "Library" }).Build();
        SourceCompilation caller = SourceCompilation.Of("class C { void M(L l) { l.{|FLJ0001:Load|}(); l.Plain(); } }", References.Runtime, library.ToMetadataReference());

        await _verifier.VerifyAsync(caller with { InterceptorsNamespaces = null });
    }

    [Fact]
    public async Task PartialStepAndWhatIsNoStep_DoNotTrigger() => await _verifier.VerifyAsync(
        Program("class C { [Flujo.FlujoStep] public async void Load() => await System.Threading.Tasks.Task.Yield(); }") with { InterceptorsNamespaces = null });

    private static SourceCompilation Program(string source) => SourceCompilation.Of(source, References.Runtime) with { Generator = new FlujoGenerator() };
}
