using Flujo.Analyzers.Naming;
using Flujo.Testing;
using Xunit;

namespace Flujo.Analyzers.Tests.Naming;

/// <summary>FLJ1002 at a pipeline that is built over several variables of one method.</summary>
public sealed class PipelineVariableTests
{
    private readonly AnalyzerVerifier _verifier = new(new PipelineStepNameIsUnique());

    [Theory]
    [InlineData("""var a = Pipeline.Create<int>("x").Step("load", Load); var b = a.Step({|FLJ1002:"load"|}, Save);""")]
    [InlineData("""var a = Pipeline.Create<int>("x"); a = a.Step("load", Load); a = a.Step("save", Save); a = a.Step({|FLJ1002:"load"|}, Save);""")]
    [InlineData("""var a = Pipeline.Create<int>("x"); var b = a.Step("load", Load); var c = b; var d = b.Step("save", Save).Step({|FLJ1002:"load"|}, Save);""")]
    [InlineData("""Pipeline<int, int> a; a = Pipeline.Create<int>("x").Step("load", Load); if (n > 1) { a = a.Step({|FLJ1002:"load"|}, Save); }""")]
    [InlineData("""var a = Pipeline.Create<int>("x").Step("load", Load); if (n > 1) { var b = a.Loop("refine", body => body.Step({|FLJ1002:"load"|}, Save), i => i > 1, 3); }""")]
    [InlineData("""var a = Pipeline.Create<int>("x").Step("load", Load); var b = a.Step({|FLJ1002:"load"|}, Save); var c = b.Step({|FLJ1002:"load"|}, (int i) => i);""")]
    public async Task PipelineThatGoesOn_Triggers(string body) => await _verifier.VerifyAsync(Method(body));

    [Theory]
    [InlineData("""var a = Pipeline.Create<int>("x"); var b = a.Step("load", Load); var c = a.Step("load", Save);""")]
    [InlineData("""var a = Pipeline.Create<int>("x"); if (n > 1) a = a.Step("load", Load); else a = a.Step("load", Save);""")]
    [InlineData("""var a = Pipeline.Create<int>("x"); if (n > 1) { a = a.Step("load", Load); } else { a = a.Step("load", Save); }""")]
    [InlineData("""var a = Pipeline.Create<int>("x").Step("load", Load); a = Pipeline.Create<int>("y").Step("load", Save);""")]
    [InlineData("""var a = Pipeline.Create<int>("x").Step("load", Load); var b = a.Step("load", Load);""")]
    [InlineData("""var a = Pipeline.Create<int>("x").Step("load", Load); var b = Pipeline.Create<int>("y").Step("all", a).Step("load", Save);""")]
    [InlineData("""var a = Pipeline.Create<int>("x").Step("load", Load); var b = Pipeline.Create<int>("y").Step("all", a.Step("save", Save)).Step("load", Save);""")]
    [InlineData("""var a = given.Step("load", Load); var b = given.Step("load", Save);""")]
    [InlineData("""foreach (var i in new[] { 1, 2 }) given = given.Step("load", Load);""")]
    public async Task AnotherPipeline_DoesNotTrigger(string body) => await _verifier.VerifyAsync(Method(body));

    [Fact]
    public async Task TopLevelStatements_Trigger() => await _verifier.VerifyAsync(SourceCompilation.Of("""
        using Flujo;
        var a = Pipeline.Create<int>("x").Step("load", (int i) => i);
        var b = a.Step({|FLJ1002:"load"|}, (int i) => i + 1);
        """, References.Runtime) with { Output = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication });

    private static string Method(string body) => $$"""
        using Flujo;
        class C
        {
            void M(int n, Pipeline<int, int> given) { {{body}} }
            static int Load(int i) => i;
            static int Save(int i) => i;
        }
        """;
}
