namespace DocumentDigest.Tests;

public sealed class CommandLineTests
{
    [Fact]
    public void NoArguments_MeanTheSamples()
    {
        DigestOptions? options = CommandLine.Read([], out int exitCode);

        Assert.Equal(0, exitCode);
        Assert.Equal("samples", Path.GetFileName(Assert.Single(options!.Paths)));
    }

    [Theory]
    [InlineData("--length", "0")]
    [InlineData("--length", "many")]
    [InlineData("--length")]
    [InlineData("--nonsense")]
    [InlineData("no/such/file.md")]
    public void WrongArguments_AreAUsageError(params string[] arguments)
    {
        Assert.Null(CommandLine.Read(arguments, out int exitCode));
        Assert.Equal(CommandLine.ExitUsage, exitCode);
    }
}
