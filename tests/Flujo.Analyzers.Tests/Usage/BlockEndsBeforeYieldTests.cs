using Flujo.Analyzers.Usage;
using Flujo.Testing;
using Xunit;

namespace Flujo.Analyzers.Tests.Usage;

public sealed class BlockEndsBeforeYieldTests
{
    private readonly AnalyzerVerifier _verifier = new(new BlockEndsBeforeYield());

    [Theory]
    [InlineData("""using var step = {|FLJ4005:FlujoTrace.StartStep("load")|}; yield return 1;""")]
    [InlineData("""using var run = {|FLJ4005:FlujoTrace.StartRun("load")|}; foreach (int i in items) { if (i > 0) yield return i; }""")]
    [InlineData("""using (FlujoTrace.StartStep("load")) { } using ({|FLJ4005:FlujoTrace.StartStep("load")|}) { yield return 1; }""")]
    [InlineData("""using (var step = {|FLJ4005:FlujoTrace.StartStep("load")|}) yield return 1;""")]
    [InlineData("""foreach (int i in items) { using var one = {|FLJ4005:FlujoTrace.StartIteration(i)|}; yield return i; }""")]
    [InlineData("""var step = {|FLJ4005:FlujoTrace.StartStep("load")|}; try { yield return 1; } finally { step.Dispose(); }""")]
    [InlineData("""IEnumerable<int> Local() { using var step = {|FLJ4005:FlujoTrace.StartStep("load")|}; yield return 1; } foreach (int i in Local()) { yield return i; }""")]
    public async Task OpenAcrossYield_Triggers(string body) => await _verifier.VerifyAsync(Iterator(body));

    [Theory]
    [InlineData("""using (FlujoTrace.StartStep("load")) { items = new int[1]; } yield return 1;""")]
    [InlineData("""{ using var step = FlujoTrace.StartStep("load"); } yield return 1;""")]
    [InlineData("""yield return 1; using var step = FlujoTrace.StartStep("load");""")]
    [InlineData("""using var step = FlujoTrace.StartStep("load"); if (items.Length == 0) yield break;""")]
    [InlineData("""var step = FlujoTrace.StartStep("load"); step.Dispose(); yield return 1;""")]
    [InlineData("""foreach (int i in items) { using (FlujoTrace.StartIteration(i)) { } yield return i; }""")]
    [InlineData("""System.Action a = () => { using var step = FlujoTrace.StartStep("load"); }; a(); yield return 1;""")]
    [InlineData("""IEnumerable<int> Local() { yield return 1; } using (FlujoTrace.StartStep("load")) { items = [.. Local()]; } yield return 1;""")]
    public async Task ClosedBeforeYield_DoesNotTrigger(string body) => await _verifier.VerifyAsync(Iterator(body));

    [Fact]
    public async Task AsyncIterator_Triggers() => await _verifier.VerifyAsync("""
        using Flujo;
        class C
        {
            async System.Collections.Generic.IAsyncEnumerable<int> M()
            {
                using var step = {|FLJ4005:FlujoTrace.StartStep("load")|};
                await System.Threading.Tasks.Task.Yield();
                yield return 1;
            }
        }
        """);

    [Fact]
    public async Task Message_NamesTheLine() => Assert.StartsWith(
        "The span is open across the 'yield return' in line 5:",
        Assert.Single(await _verifier.VerifyAsync(Iterator("using var step = {|FLJ4005:FlujoTrace.StartStep(\"load\")|}; yield return 1;"))).GetMessage(),
        StringComparison.Ordinal);

    private static string Iterator(string body) => $$"""
        using Flujo;
        using System.Collections.Generic;
        class C
        {
            IEnumerable<int> M(int[] items) { {{body}} }
        }
        """;
}
