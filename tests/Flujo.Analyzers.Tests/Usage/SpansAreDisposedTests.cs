using Flujo.Analyzers.CodeFixes.Usage;
using Flujo.Analyzers.Usage;
using Flujo.Testing;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Flujo.Analyzers.Tests.Usage;

public sealed class SpansAreDisposedTests
{
    private readonly AnalyzerVerifier _verifier = new(new SpansAreDisposed());
    private readonly CodeFixVerifier _fix = new(new SpansAreDisposed(), new SpansAreDisposedFix());

    [Theory]
    [InlineData("""{|FLJ4002:FlujoTrace.StartStep("load")|};""")]
    [InlineData("""{|FLJ4002:FlujoTrace.StartRun("load")|};""")]
    [InlineData("""_ = {|FLJ4002:FlujoTrace.StartLoop("load")|};""")]
    [InlineData("""var step = {|FLJ4002:FlujoTrace.StartStep("load")|}; step.SetAttribute("a", 1); if (step.IsRecording) { }""")]
    [InlineData("""FlujoSpan step; step = {|FLJ4002:FlujoTrace.StartIteration(1)|}; step.AddEvent("x");""")]
    [InlineData("""var run = {|FLJ4002:FlujoTrace.StartRun("load")|}; run.Complete();""")]
    [InlineData("""var run = {|FLJ4002:FlujoTrace.ResumeRun("load")|}; System.Console.WriteLine(nameof(run));""")]
    [InlineData("""{|FLJ4002:FlujoTrace.StartStep("load")|}.SetAttribute("a", 1);""")]
    [InlineData("""System.Console.WriteLine({|FLJ4002:FlujoTrace.StartRun("load")|}.RunId);""")]
    [InlineData("""var step = b ? {|FLJ4002:FlujoTrace.StartStep("load")|} : default;""")]
    [InlineData("""System.Action a = () => {|FLJ4002:FlujoTrace.StartStep("load")|}; a();""")]
    [InlineData("""void Local() => {|FLJ4002:FlujoTrace.StartStep("load")|}; Local();""")]
    [InlineData("""for (int i = 0; i < 3; i++) {|FLJ4002:FlujoTrace.StartIteration(i)|};""")]
    public async Task Lost_Triggers(string body) => await _verifier.VerifyAsync(Method(body));

    [Theory]
    [InlineData("""using var step = FlujoTrace.StartStep("load");""")]
    [InlineData("""using FlujoRun run = FlujoTrace.StartRun("load"); run.Complete();""")]
    [InlineData("""using (FlujoTrace.StartStep("load")) { }""")]
    [InlineData("""using (var step = FlujoTrace.StartStep("load")) { }""")]
    [InlineData("""using var step = b ? FlujoTrace.StartStep("load") : default;""")]
    [InlineData("""var step = FlujoTrace.StartStep("load"); try { } finally { step.Dispose(); }""")]
    [InlineData("""var step = FlujoTrace.StartStep("load"); using (step) { }""")]
    [InlineData("""FlujoRun? run = null; run = FlujoTrace.StartRun("load"); run?.Dispose();""")]
    [InlineData("""var step = FlujoTrace.StartStep("load"); System.Action end = () => step.Dispose(); end();""")]
    [InlineData("""var run = FlujoTrace.StartRun("load"); End(run);""")]
    [InlineData("""var run = FlujoTrace.StartRun("load"); var other = run;""")]
    [InlineData("""var run = FlujoTrace.StartRun("load"); System.Action end = run.Dispose;""")]
    [InlineData("""End(FlujoTrace.StartStep("load"));""")]
    [InlineData("""_field = FlujoTrace.StartStep("load");""")]
    [InlineData("""FlujoTrace.StartStep("load").Dispose();""")]
    [InlineData("""System.Func<FlujoSpan> start = () => FlujoTrace.StartStep("load"); using var step = start();""")]
    [InlineData("""var pair = (FlujoTrace.StartStep("load"), 1);""")]
    [InlineData("""FlujoTrace.Current.SetAttribute("a", 1); FlujoTrace.Flush(default); var current = FlujoTrace.Current;""")]
    public async Task EndedOrHandedOn_DoesNotTrigger(string body) => await _verifier.VerifyAsync(Method(body));

    [Fact]
    public async Task Message_SaysWhatAndHow()
    {
        var found = await _verifier.VerifyAsync(Method("""{|FLJ4002:FlujoTrace.StartStep("load")|}; var run = {|FLJ4002:FlujoTrace.StartRun("load")|};"""));

        Assert.Equal(
            [
                "The span is thrown away, so it stays open and what follows hangs beneath it; declare it with 'using'",
                "The run is never disposed, so it stays open and what follows hangs beneath it; declare it with 'using'",
            ],
            found.Select(each => each.GetMessage()));
    }

    [Fact]
    public async Task Fix_DeclaresWithUsing() => await _fix.VerifyAsync(
        """
        using Flujo;
        class C
        {
            void M(bool b, int step2)
            {
                // The first.
                {|FLJ4002:FlujoTrace.StartStep("load")|}; // behind
                _ = {|FLJ4002:FlujoTrace.StartStep("save")|};
                var run = {|FLJ4002:FlujoTrace.StartRun("load")|};
                {|FLJ4002:FlujoTrace.StartRun("inner")|};
                FlujoSpan named = b ? {|FLJ4002:FlujoTrace.StartLoop("a")|} : {|FLJ4002:FlujoTrace.StartLoop("b")|};
                foreach (char c in "ab")
                {
                    {|FLJ4002:FlujoTrace.StartIteration(c)|};
                }
                System.Action a = () =>
                {
                    {|FLJ4002:FlujoTrace.StartBranch("size", "small")|};
                };
            }
        }
        """,
        """
        using Flujo;
        class C
        {
            void M(bool b, int step2)
            {
                // The first.
                using var step = FlujoTrace.StartStep("load"); // behind
                using var step3 = FlujoTrace.StartStep("save");
                using var run = FlujoTrace.StartRun("load");
                using var run2 = FlujoTrace.StartRun("inner");
                using FlujoSpan named = b ? FlujoTrace.StartLoop("a") : FlujoTrace.StartLoop("b");
                foreach (char c in "ab")
                {
                    using var iteration = FlujoTrace.StartIteration(c);
                }
                System.Action a = () =>
                {
                    using var branch = FlujoTrace.StartBranch("size", "small");
                };
            }
        }
        """);

    [Fact]
    public async Task Fix_OfTopLevelStatements() => await _fix.VerifyAsync(
        SourceCompilation.Of("using Flujo;\n{|FLJ4002:FlujoTrace.StartRun(\"load\")|};\nvar step = {|FLJ4002:FlujoTrace.StartStep(\"read\")|};\n", References.Runtime) with { Output = OutputKind.ConsoleApplication },
        SourceCompilation.Of("using Flujo;\nusing var run = FlujoTrace.StartRun(\"load\");\nusing var step = FlujoTrace.StartStep(\"read\");\n", References.Runtime) with { Output = OutputKind.ConsoleApplication });

    [Theory]
    [InlineData("""if (b) {|FLJ4002:FlujoTrace.StartStep("load")|};""")]
    [InlineData("""switch (1) { case 1: {|FLJ4002:FlujoTrace.StartStep("load")|}; break; }""")]
    [InlineData("""{|FLJ4002:FlujoTrace.StartStep("load")|}.SetAttribute("a", 1);""")]
    [InlineData("""var step = {|FLJ4002:FlujoTrace.StartStep("load")|}; step = default;""")]
    [InlineData("""FlujoSpan step; step = {|FLJ4002:FlujoTrace.StartStep("load")|};""")]
    [InlineData("""System.Action a = () => {|FLJ4002:FlujoTrace.StartStep("load")|}; a();""")]
    [InlineData("""FlujoSpan x = {|FLJ4002:FlujoTrace.StartStep("load")|}, y = default;""")]
    [InlineData("""{|FLJ4002:FlujoTrace.StartStep("load")|}; goto end; end: return;""")]
    public async Task NoPlaceForUsing_NoFix(string body) => await _fix.VerifyNoFixAsync(Method(body));

    private static string Method(string body) => $$"""
        using Flujo;
        class C
        {
            FlujoSpan _field;
            void M(bool b) { {{body}} }
            static void End(System.IDisposable what) => what.Dispose();
            FlujoSpan Start() => FlujoTrace.StartStep("load");
            FlujoSpan Again() { var step = FlujoTrace.StartStep("load"); return step; }
        }
        """;
}
