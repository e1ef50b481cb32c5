using Flujo.Analyzers.Coverage;
using Flujo.Testing;
using Xunit;

namespace Flujo.Analyzers.Tests.Coverage;

/// <summary>A step that is given to a pipeline gets its span from the pipeline, so nothing is untraced there.</summary>
public sealed class PipelineStepTests
{
    [Theory]
    [InlineData("Pipeline.Create<int>(\"weights\").Step(Weigh)")]
    [InlineData("Pipeline.Create<int>(\"weights\").Step(\"weigh_again\", Weigh)")]
    [InlineData("Pipeline.Create<int>(\"weights\").Step(new Func<int, int>({|FLJ2002:Weigh|}).Invoke)")]
    [InlineData("Pipeline.Create<int>(\"weights\").Loop(\"refine\", body => body.Step(Weigh), {|FLJ2002:IsEnough|}, 3)")]
    public async Task StepOfAPipeline_IsTraced(string pipeline) => await new AnalyzerVerifier(new StepIsNotUsedAsDelegate()).VerifyAsync($$"""
        using System;
        using Flujo;
        class C
        {
            object M() => {{pipeline}};

            [FlujoStep]
            static int Weigh(int number) => number;

            [FlujoStep]
            static bool IsEnough(int number) => number > 3;
        }
        """);
}
