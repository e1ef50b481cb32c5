using System.Diagnostics;
using System.Threading.Channels;

namespace Flujo.Packages.Tests;

/// <summary>An edit under `dotnet watch` reaches the program, applied or by a restart, and neither the program nor the watch crashes.</summary>
public sealed class WatchTests(PackedPackages packages) : IDisposable
{
    private const string Program = """
        using System;
        using System.Threading;
        using Flujo;

        var work = new Work();
        while (true)
        {
            Console.WriteLine("round " + work.Round());
            Thread.Sleep(200);
        }

        public partial class Work
        {
            public string Round() => Load(1) + Half(4);

            [FlujoStep]
            private string Load(int x) => "first " + x + " ";

            [FlujoStep]
            public partial int Half(int x);

            private int HalfCore(int x) => x / 2;
        }
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task EditsWhileWatched_ReachTheProgram()
    {
        Consumer.Write(_folder, packages, "Flujo", "Program.cs.txt");
        _folder.Write("Program.cs", Program);
        ProcessStartInfo start = Command.Prepare(_folder.Root, "dotnet", "watch", "--non-interactive", "run");
        start.Environment["DOTNET_USE_POLLING_FILE_WATCHER"] = "1";
        start.Environment["DOTNET_WATCH_RESTART_ON_RUDE_EDIT"] = "1";
        using Process watch = Process.Start(start)!;
        try
        {
            var lines = Channel.CreateUnbounded<string>();
            watch.OutputDataReceived += (_, line) => lines.Writer.TryWrite(line.Data ?? "the watch has ended");
            watch.ErrorDataReceived += (_, line) => lines.Writer.TryWrite(line.Data ?? "");
            watch.BeginOutputReadLine();
            watch.BeginErrorReadLine();

            await WaitForAsync(lines.Reader, "Waiting for changes");
            string body = Program.Replace("first", "second", StringComparison.Ordinal);
            await EditAsync(body, lines.Reader, "round second 1 2");
            string core = body.Replace("x / 2", "x / 2 + 100", StringComparison.Ordinal);
            await EditAsync(core, lines.Reader, "round second 1 102");
            string moved = core.Replace("public string Round() =>", "// moved\n    public string Round() => Load(3) +", StringComparison.Ordinal);
            await EditAsync(moved, lines.Reader, "round second 3 second 1 102");
        }
        finally
        {
            watch.Kill(entireProcessTree: true);
            await watch.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    private async Task EditAsync(string program, ChannelReader<string> lines, string expected)
    {
        _folder.Write("Program.cs", program);
        await WaitForAsync(lines, expected);
    }

    private static async Task WaitForAsync(ChannelReader<string> lines, string expected)
    {
        using var limit = new CancellationTokenSource(Patience);
        var seen = new List<string>();
        try
        {
            do
            {
                seen.Add(await lines.ReadAsync(limit.Token));
                Assert.False(
                    seen[^1].Contains("unexpected error", StringComparison.Ordinal) || seen[^1].Contains("Unhandled exception", StringComparison.Ordinal) || seen[^1] == "the watch has ended",
                    string.Join("\n", seen));
            }
            while (!seen[^1].Contains(expected, StringComparison.Ordinal));
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"'{expected}' did not come:\n{string.Join("\n", seen)}");
        }
    }
}
