namespace Flujo.Packages.Tests;

/// <summary>A program outside the repository whose only reference is Flujo.Extensions.AI.</summary>
public sealed class ChatConsumerTests(PackedPackages packages)
{
    /// <summary>A chat call through the middleware is a span beneath its step; through a bare client, the response that the step returns says it all.</summary>
    [Fact]
    public async Task ChatCallInAStep_CountsOnceAndWithoutALineOfUserCode()
    {
        using var folder = new TempFolder();
        Consumer.Write(folder, packages, "Flujo.Extensions.AI", "Chat.cs.txt");

        await Command.SucceedAsync(folder.Root, "dotnet", "build", "-warnaserror");
        CommandResult run = await Command.SucceedAsync(folder.Root, "dotnet", "run", "--no-build");

        Assert.Equal(
            ["run chat 0 0 ", "  step ask 0 0 ", "    agent chat 1000 500 0.002", "  step ask 1000 500 0.002"],
            run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.TrimEnd('\r')));
    }
}
