using Flujo.Testing;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Flujo.Generators.Tests;

/// <summary>Programs, compiled and run with and without wrappers: they must do the same, and leave the right spans.</summary>
public sealed class ProgramTests
{
    public static TheoryData<string> Programs => [.. ProgramFile.All];

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task TracingOn_DoesTheSameAndRecords(string name)
    {
        ProgramFile file = ProgramFile.Read(name);
        GeneratorRun run = Generated.From(file.Project);
        using LoadedProgram traced = LoadedProgram.Load(run.Output);

        (ProgramOutcome outcome, string tree) = await RecordedProgram.RunAsync(traced);

        AssertSame(await ExpectedAsync(file, run), outcome, file);
        file.VerifyTree(tree);
    }

    [Fact]
    public async Task TracingOff_DoesTheSame()
    {
        ProgramFile[] files = [.. ProgramFile.All.Select(ProgramFile.Read)];
        GeneratorRun[] runs = [.. files.Select(file => Generated.From(file.Project))];

        IReadOnlyList<ProgramOutcome> outcomes = await SwitchedOffProgram.RunAsync(runs.Select(run => LoadedProgram.Emit(run.Output)));

        for (int i = 0; i < files.Length; i++)
            AssertSame(await ExpectedAsync(files[i], runs[i]), outcomes[i], files[i]);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void SwitchedOffByTheBuild_OnlyPartialStepsAreGenerated(string name)
    {
        GeneratorRun run = Generated.SwitchedOff(ProgramFile.Read(name).Project);

        Assert.All(run.Files.Keys, file => Assert.EndsWith(".FlujoPartials.g.cs", file));
        Assert.DoesNotContain("Flujo.CompilerServices", run.Text, StringComparison.Ordinal);
    }

    /// <summary>What a program that is tried again throws is not what it throws without Flujo.</summary>
    private static void AssertSame(ProgramOutcome expected, ProgramOutcome actual, ProgramFile file) =>
        Assert.Equal(expected, file.Output is null ? actual : actual with { Thrown = "" });

    private static async Task<ProgramOutcome> ExpectedAsync(ProgramFile file, GeneratorRun run)
    {
        if (file.Output is { } output)
            return new(output, null);
        using LoadedProgram plain = LoadedProgram.Load(Generated.SwitchedOff(run.Source).Output);
        return await plain.RunAsync();
    }
}
