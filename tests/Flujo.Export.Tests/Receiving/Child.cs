using System.Diagnostics;
using System.Runtime.InteropServices;
using Xunit;

namespace Flujo.Export.Tests.Receiving;

/// <summary>Runs Flujo.ExportChild, or lens, as a process of its own.</summary>
internal static class Child
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>Runs the child to its end.</summary>
    /// <param name="environment">Name and value pairs on top of a clean environment.</param>
    /// <param name="arguments">What it is to do.</param>
    public static Task<ChildResult> RunAsync(IEnumerable<KeyValuePair<string, string>> environment, params string[] arguments) =>
        EndAsync(Start("Flujo.ExportChild.dll", environment, arguments));

    /// <summary>Runs <c>flujo lens …</c>.</summary>
    public static Task<ChildResult> LensAsync(IEnumerable<KeyValuePair<string, string>> environment, params string[] arguments) =>
        EndAsync(Start("Flujo.Lens.dll", environment, ["lens", .. arguments]));

    /// <summary>Starts the child, waits for its first line, and kills it.</summary>
    /// <returns>The line.</returns>
    public static async Task<string> KillAsync(IEnumerable<KeyValuePair<string, string>> environment, params string[] arguments)
    {
        using Process process = Start("Flujo.ExportChild.dll", environment, arguments);
        string? line = await process.StandardOutput.ReadLineAsync(new CancellationTokenSource(Patience).Token);
        process.Kill();
        await process.WaitForExitAsync();
        return line ?? "";
    }

    public static Process Start(string program, IEnumerable<KeyValuePair<string, string>> environment, string[] arguments)
    {
        string dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
        var start = new ProcessStartInfo(dotnet, ["exec", Path.Combine(AppContext.BaseDirectory, program), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_EnableDiagnostics"] = "0"; // its sockets in the temporary folder outlive a kill
        foreach (string name in start.Environment.Keys.Where(static each => each.StartsWith("OT", StringComparison.Ordinal) || each.StartsWith("FLUJO_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private static async Task<ChildResult> EndAsync(Process process)
    {
        using (process)
        using (var deadline = new CancellationTokenSource(Patience))
        {
            long started = Stopwatch.GetTimestamp();
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> error = process.StandardError.ReadToEndAsync();
            try
            {
                await process.WaitForExitAsync(deadline.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill();
                Assert.Fail($"the child does not end: {await error}");
            }

            return new ChildResult(process.ExitCode, await output, await error, Stopwatch.GetElapsedTime(started));
        }
    }
}

/// <summary>How a child ended.</summary>
internal sealed record ChildResult(int ExitCode, string Output, string Error, TimeSpan Elapsed)
{
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
