using Flujo.Analyzers.CodeFixes.Naming;
using Flujo.Analyzers.Naming;
using Flujo.Testing;
using Xunit;

namespace Flujo.Analyzers.Tests.Naming;

/// <summary>The rules on names, at the pipelines that are built from delegates.</summary>
public sealed class PipelineNameTests
{
    private readonly AnalyzerVerifier _verifier =
        new(new StepNameSaysSomething(), new StepNameIsSnakeCase(), new NameIsThere(), new BlockNameIsConstant(), new PipelineStepNameIsUnique());

    [Fact]
    public async Task NamesOfParts_Trigger() => await _verifier.VerifyAsync(Program("""
        Pipeline.Create<int>("test")
            .Step({|FLJ1001:"step1"|}, Load)
            .Step(name: {|FLJ1003:"SaveRows"|}, Save)
            .Step({|FLJ1004:""|}, (int i) => i)
            .Loop({|FLJ1001:"loop"|}, body => body.Step({|FLJ1001:"foo"|}, Load), until: i => i > 3, maxIterations: 5)
            .Conditional("size", i => "a", branches => branches.When({|FLJ1004:" "|}, p => p.Step({|FLJ1001:"test"|}, Save)).Otherwise(p => p.Step("keep", (int i) => i)))
            .Parallel({|FLJ1001:"parallel"|}, branches => branches.Branch({|FLJ1001:"branch1"|}, p => p.Step("weigh", Load)), (System.Collections.Generic.IReadOnlyList<int> all) => all[0]);
        """));

    [Fact]
    public async Task NamesThatSaySomething_DoNotTrigger() => await _verifier.VerifyAsync(Program("""
        Pipeline.Create<int>("Nightly import", "step1")
            .Step("load_rows", Load)
            .Step(other, Save);
        """));

    [Fact]
    public async Task EmptyNameOfAPipeline_Triggers() => await _verifier.VerifyAsync(Program("""Pipeline.Create<int>({|FLJ1004:""|});"""));

    [Fact]
    public async Task StepsOfOnePipeline_TriggerWhenTheyShareAName() => await _verifier.VerifyAsync(Program("""
        Pipeline.Create<int>("import")
            .Step("load_rows", Load)
            .Step("save_rows", Save)
            .Step({|FLJ1002:"load_rows"|}, (int i) => i + 1)
            .Loop("refine", body => body.Step({|FLJ1002:"save_rows"|}, (int i) => i), until: i => i > 3, maxIterations: 5);
        """));

    [Fact]
    public async Task SameMethodTwice_OrAnotherPipeline_DoesNotTrigger() => await _verifier.VerifyAsync(Program("""
        Pipeline.Create<int>("import")
            .Step("load_rows", Load)
            .Step("load_rows", Load)
            .Step("import_others", Pipeline.Create<int>("other").Step("load_rows", Save).Step("weigh_rows", Load))
            .Loop("load_rows", body => body.Step("rank_rows", Save), until: i => i > 3, maxIterations: 5);
        var next = Pipeline.Create<int>("next").Step("load_rows", Save);
        """));

    [Fact]
    public async Task Fix_TakesTheNameOfTheMethodThatIsCalled() => await new CodeFixVerifier(new StepNameSaysSomething(), new StepNameSaysSomethingFix()).VerifyAsync(
        Program("""
            Pipeline.Create<int>("import")
                .Step({|FLJ1001:"step1"|}, Load)
                .Step({|FLJ1001:"step2"|}, async (int i) => await SaveAsync(i))
                .Step({|FLJ1001:"step3"|}, (int i) => i + 1);
            """),
        Program("""
            Pipeline.Create<int>("import")
                .Step("load", Load)
                .Step("save", async (int i) => await SaveAsync(i))
                .Step({|FLJ1001:"step3"|}, (int i) => i + 1);
            """));

    private static string Program(string pipeline) => $$"""
        using Flujo;
        using System.Threading.Tasks;
        class C
        {
            void M(string other)
            {
                var pipeline = {{pipeline}}
            }
            static int Load(int i) => i;
            static int Save(int i) => i;
            static Task<int> SaveAsync(int i) => Task.FromResult(i);
        }
        """;
}
