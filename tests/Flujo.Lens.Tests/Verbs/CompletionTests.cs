using Flujo.Lens.Terminal;

namespace Flujo.Lens.Tests.Verbs;

public sealed class CompletionTests
{
    [Theory]
    [InlineData("flujo lens sta", "stats status")]
    [InlineData("flujo lens prune --max", "--max-size")]
    [InlineData("flujo le", "lens")]
    public void Shell_IsToldWhatFits(string line, string expected)
    {
        var output = new StringWriter { NewLine = "\n" };

        int exitCode = LensApp.Run([$"[suggest:{line.Length}]", line], new LensContext { Out = output, Error = TextWriter.Null });

        Assert.Equal((0, expected), (exitCode, string.Join(' ', output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal))));
    }
}
