using Flujo.Analyzers.Naming;
using Flujo.Testing;
using Xunit;

namespace Flujo.Analyzers.Tests.Naming;

public sealed class BlockNameIsConstantTests
{
    private readonly AnalyzerVerifier _verifier = new(new BlockNameIsConstant());

    [Fact]
    public async Task NamesThatAreMade_Trigger() => await _verifier.VerifyAsync("""
        using Flujo;
        class C
        {
            string Name { get; } = "load";
            void M(string name, int i)
            {
                using var a = FlujoTrace.StartStep({|FLJ1005:$"row {i}"|});
                using var b = FlujoTrace.StartLoop({|FLJ1005:name|});
                using var c = FlujoTrace.StartBranch({|FLJ1005:Name|}, name);
                using var d = FlujoTrace.StartStep({|FLJ1005:"row" + i|});
                using var e = FlujoTrace.StartStep(i > 0 ? "many" : {|FLJ1005:name|});
            }
        }
        """);

    [Fact]
    public async Task NamesThatStayTheSame_DoNotTrigger() => await _verifier.VerifyAsync("""
        using Flujo;
        class C
        {
            const string Load = "load";
            static readonly string Save = string.Concat("sa", "ve");
            [FlujoStep("rank")] void M(string key, int i)
            {
                using var a = FlujoTrace.StartStep("load");
                using var b = FlujoTrace.StartLoop(Load);
                using var c = FlujoTrace.StartBranch(nameof(Load), key);
                using var d = FlujoTrace.StartStep($"{Load}_rows");
                using var e = FlujoTrace.StartStep(i > 0 ? "many" : i < 0 ? "none" : Load);
                using var f = FlujoTrace.StartStep(i switch { 0 => "first", 1 => Load, _ => throw new System.Exception() });
                using var g = FlujoTrace.StartStep(Save);
                using var h = FlujoTrace.StartIteration(i);
                using var r = FlujoTrace.StartRun(key);
            }
        }
        """);
}
