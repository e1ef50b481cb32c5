using System.Diagnostics;

namespace Flujo.Packages.Tests;

/// <summary>Runs programs as a user would: in their folder, with no variable of the test run's own.</summary>
internal static class Command
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    /// <summary>Prefixes of variables by which a build or test run tells its children about itself.</summary>
    private static readonly string[] Foreign = ["MSBUILD", "VSTEST", "TESTINGPLATFORM", "FLUJO_", "OTLP_", "NUGET_PACKAGES", "Configuration", "Version"];

    public static async Task<CommandResult> RunAsync(string folder, string program, params string[] arguments)
    {
        ProcessStartInfo start = Prepare(folder, program, arguments);
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token);
            Task<string> error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new CommandResult(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} took longer than {Patience}.");
        }
    }

    /// <summary>Like <see cref="RunAsync"/>, but anything other than success is an error with all that was printed.</summary>
    public static async Task<CommandResult> SucceedAsync(string folder, string program, params string[] arguments)
    {
        CommandResult result = await RunAsync(folder, program, arguments);
        return result.ExitCode == 0
            ? result
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {result.All}");
    }

    /// <summary>What <see cref="RunAsync"/> starts.</summary>
    public static ProcessStartInfo Prepare(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in start.Environment.Keys.Where(IsForeign).ToArray())
            start.Environment.Remove(name);

        // No build server may outlive the test or hold its output open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        return start;
    }

    private static bool IsForeign(string name) => Foreign.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}
