using System.Collections.Immutable;
using Flujo.Analyzers.CodeFixes.Naming;
using Flujo.Analyzers.Naming;
using Flujo.Testing;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Flujo.Analyzers.Tests.Naming;

public sealed class StepNameSaysSomethingTests
{
    private readonly AnalyzerVerifier _verifier = new(new StepNameSaysSomething());
    private readonly CodeFixVerifier _fix = new(new StepNameSaysSomething(), new StepNameSaysSomethingFix());

    [Fact]
    public async Task Attribute_Triggers_AndSuggestsTheMethodsName()
    {
        ImmutableArray<Diagnostic> found = await _verifier.VerifyAsync("""
            using Flujo;
            class C
            {
                [FlujoStep({|FLJ1001:"step1"|})] void RankResultsAsync() { }
                [FlujoStep(name: {|FLJ1001:"Do It"|}, MaxAttempts = 2)] void M() { }
            }
            """);

        Assert.Equal(
            ["The name 'step1' says nothing of what the step does; 'rank_results' would", "The name 'Do It' says nothing of what the step does"],
            found.Select(each => each.GetMessage()));
    }

    [Fact]
    public async Task MethodWhoseNameIsTheSteps_Triggers() => await _verifier.VerifyAsync("""
        using Flujo;
        class C
        {
            [{|FLJ1001:FlujoStep|}] void Execute() { }
            [{|FLJ1001:FlujoStep|}(MaxAttempts = 2)] void DoWorkAsync() { }
            [FlujoStep] void ExecuteTrade() { }
        }
        """);

    [Fact]
    public async Task Constants_Trigger() => await _verifier.VerifyAsync("""
        using Flujo;
        class C
        {
            const string First = "step" + "1";
            [FlujoStep({|FLJ1001:First|})] void Load() { }
            void M(bool b)
            {
                const string name = "foo";
                using var one = FlujoTrace.StartStep({|FLJ1001:name|});
                using var two = FlujoTrace.StartLoop({|FLJ1001:C.First|});
                using var three = FlujoTrace.StartStep(b ? {|FLJ1001:"tmp"|} : "rank");
            }
        }
        """);

    [Fact]
    public async Task Blocks_Trigger() => await _verifier.VerifyAsync("""
        using Flujo;
        using static Flujo.FlujoTrace;
        class C
        {
            void M()
            {
                using var a = FlujoTrace.StartStep({|FLJ1001:"step_2"|});
                using var b = StartLoop(name: {|FLJ1001:"my_loop"|});
                using var c = Flujo.FlujoTrace.StartBranch(key: "a", name: {|FLJ1001:"branch1"|});
                using var d = StartIteration(1);
            }
        }
        """);

    [Fact]
    public async Task NamesOfOtherThings_DoNotTrigger() => await _verifier.VerifyAsync("""
        using Flujo;
        class C
        {
            [FlujoPipeline("test")] void Import() { }
            [System.Obsolete("foo")] void Old() { }
            void M()
            {
                using var run = FlujoTrace.StartRun("demo");
                using var choice = FlujoTrace.StartBranch("document_size", "a");
                System.Console.WriteLine("step1");
                run.Complete("test");
            }
        }
        """);

    [Fact]
    public async Task PartialMethod_TriggersOnce() => await _verifier.VerifyAsync("""
        using Flujo;
        partial class C
        {
            [FlujoStep({|FLJ1001:"step1"|})] public partial void Load();
        }
        partial class C
        {
            public partial void Load() { }
        }
        """);

    [Fact]
    public async Task ExtraWords_ComeFromEditorConfig() => await _verifier.VerifyAsync(SourceCompilation.Of("""
        using Flujo;
        class C
        {
            [FlujoStep({|FLJ1001:"schritt_1"|})] void Load() { }
            [FlujoStep({|FLJ1001:"process_data"|})] void Save() { }
            [FlujoStep("schritt_zaehlen")] void Count() { }
        }
        """, References.Runtime) with { EditorConfig = "[*.cs]\nflujo_vague_step_names = schritt, process_data\n" });

    [Fact]
    public async Task Fix_RenamesToWhatTheMethodsNameSuggests() => await _fix.VerifyAsync(
        """
        using Flujo;
        class C
        {
            const string Two = "step_2";
            [FlujoStep({|FLJ1001:"step1"|}, MaxAttempts = 3)] void LoadDocumentsAsync() { }
            [FlujoStep(/* why */ {|FLJ1001:Two|})] void ParseHTML() { }
            [FlujoStep({|FLJ1001:"foo"|})] void Bar() { }
            void WeighTerms() { using var s = FlujoTrace.StartStep({|FLJ1001:"tmp"|}); }
        }
        """,
        """
        using Flujo;
        class C
        {
            const string Two = "step_2";
            [FlujoStep("load_documents", MaxAttempts = 3)] void LoadDocumentsAsync() { }
            [FlujoStep(/* why */ "parse_html")] void ParseHTML() { }
            [FlujoStep({|FLJ1001:"foo"|})] void Bar() { }
            void WeighTerms() { using var s = FlujoTrace.StartStep("weigh_terms"); }
        }
        """);

    [Theory]
    [InlineData("""[FlujoStep({|FLJ1001:"step1"|})] void DoWork() { }""")]
    [InlineData("""[{|FLJ1001:FlujoStep|}] void DoWork() { }""")]
    [InlineData("""[FlujoStep({|FLJ1001:"step1"|})] void Rank(int a) { } [FlujoStep({|FLJ1001:"step2"|})] void Rank(string a) { }""")]
    [InlineData("""void Rank() { using var a = FlujoTrace.StartStep({|FLJ1001:"step1"|}); using var b = FlujoTrace.StartLoop({|FLJ1001:"loop"|}); }""")]
    [InlineData("""[FlujoStep("rank")] void Rank() { using var a = FlujoTrace.StartStep({|FLJ1001:"step1"|}); }""")]
    [InlineData("""void Rank() { System.Action a = () => { using var b = FlujoTrace.StartStep({|FLJ1001:"step1"|}); }; }""")]
    public async Task NoNameSuggested_NoFix(string members) => await _fix.VerifyNoFixAsync("using Flujo;\nclass C { " + members + " }");

    [Fact]
    public async Task SuggestionThatIsAnExtraWord_IsNotOffered() => await _fix.VerifyNoFixAsync(
        SourceCompilation.Of("using Flujo; class C { [FlujoStep({|FLJ1001:\"step1\"|})] void Schritt() { } }", References.Runtime) with
        {
            EditorConfig = "[*.cs]\nflujo_vague_step_names = schritt\n",
        });
}
