using Flujo.Testing;
using Xunit;

namespace Flujo.Generators.Tests;

/// <summary>What only the SDK's own compiler knows, and where compilers are most likely to differ.</summary>
public sealed class SdkCompilerTests
{
    [Theory]
    [InlineData("ExtensionBlocks")]
    [InlineData("HiddenTypes")]
    [InlineData("RefStructs")]
    [InlineData("Streams")]
    [InlineData("Generics")]
    [InlineData("Receivers")]
    [InlineData("Structs")]
    public async Task TracingOn_DoesTheSameAndRecords(string name)
    {
        ProgramFile file = ProgramFile.Read(name);
        byte[][] images = await Task.WhenAll(
            SdkCompiler.CompileAsync(file.Text, null), SdkCompiler.CompileAsync(file.Text, typeof(FlujoGenerator).Assembly.Location));
        using LoadedProgram plain = LoadedProgram.Load(images[0]);
        using LoadedProgram traced = LoadedProgram.Load(images[1]);

        (ProgramOutcome outcome, string tree) = await RecordedProgram.RunAsync(traced);

        Assert.Equal(await plain.RunAsync(), outcome);
        file.VerifyTree(tree);
    }
}
