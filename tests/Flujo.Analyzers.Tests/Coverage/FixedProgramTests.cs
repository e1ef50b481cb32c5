using System.Text.RegularExpressions;
using Flujo.Generators;
using Flujo.Testing;
using Xunit;

namespace Flujo.Analyzers.Tests.Coverage;

/// <summary>
/// The generator's corpus of programs, in which each step is made partial as the fix does it, whether or not a diagnostic asks for it: they
/// compile, do the same, and leave no fewer spans.
/// </summary>
public sealed partial class FixedProgramTests
{
    private static readonly GeneratorHarness Generator = new(new FlujoGenerator(), []);

    public static TheoryData<string> Programs => CorpusTests.Programs;

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task AllStepsMadePartial_DoesTheSameAndRecordsNoLess(string name)
    {
        SourceCompilation before = CorpusTests.Read(name);
        (SourceCompilation after, int changed) = await AllStepsPartial.MakeAsync(before);
        TestContext.Current.TestOutputHelper?.WriteLine($"{changed} methods\n{after.Files.Values.Single()}");

        (ProgramOutcome expected, string spans) = await RunAsync(before);
        (ProgramOutcome outcome, string more) = await RunAsync(after);

        TestContext.Current.TestOutputHelper?.WriteLine(more);
        Assert.Equal(WithoutFrames(expected), WithoutFrames(outcome));
        Assert.True(Completed(more) >= Completed(spans), $"Before:\n{spans}\nAfter:\n{more}");
    }

    [Fact]
    public async Task MostStepsOfTheCorpus_CanBeMadePartial()
    {
        int changed = 0;
        foreach (string name in Programs.Select(row => row.Data))
            changed += (await AllStepsPartial.MakeAsync(CorpusTests.Read(name))).Changed;

        Assert.True(changed >= 100, $"{changed}");
    }

    /// <summary>Frames of the body have the core's name, and stand a few lines lower.</summary>
    private static ProgramOutcome WithoutFrames(ProgramOutcome outcome) => outcome with
    {
        Output = Frames().Replace(outcome.Output, ""),
        Thrown = Origins().Replace(outcome.Thrown, ""),
    };

    [GeneratedRegex(@"Core(?=[\[(\s])|:line \d+")]
    private static partial Regex Frames();

    /// <summary>A call without a receiver fails in the caller: there is no method that could make a span of it.</summary>
    private static int Completed(string tree) => tree.Split("(completed)").Length;

    /// <summary>Where an exception comes from: the body stands in a method of another name.</summary>
    [GeneratedRegex(" in [^ ]+$", RegexOptions.Multiline)]
    private static partial Regex Origins();

    private static async Task<(ProgramOutcome Outcome, string Tree)> RunAsync(SourceCompilation source)
    {
        using LoadedProgram program = LoadedProgram.Load(Generator.Run(source).Output);
        return await RecordedProgram.RunAsync(program);
    }
}
