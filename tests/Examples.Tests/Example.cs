using System.Diagnostics;
using System.Text.Json;

namespace Examples.Tests;

/// <summary>Runs the built examples and the built tool, as a reader would, in a folder of one test's own.</summary>
internal sealed class Example : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly string _folder = Directory.CreateTempSubdirectory("flujo-examples-").FullName;

    /// <summary>Runs an example without arguments. It has to end with 0 and to say nothing on stderr.</summary>
    public async Task<string[]> RunAsync(string name)
    {
        string output = await SucceedAsync("dotnet", Path.Combine(AppContext.BaseDirectory, name + ".dll"));
        Assert.True(File.Exists(Path.Combine(_folder, "flujo_ops.db")), "the store is beside the program");
        return output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }

    public async Task<JsonElement> LensAsync(params string[] arguments) =>
        JsonDocument.Parse(await SucceedAsync("dotnet", [Path.Combine(AppContext.BaseDirectory, "Flujo.Lens.dll"), "lens", .. arguments, "--json"])).RootElement;

    /// <summary>Runs a script with <c>flujo</c> on its PATH.</summary>
    public async Task<string> ScriptAsync(string name)
    {
        string tool = Path.Combine(_folder, "flujo");
        File.WriteAllText(tool, $"#!/bin/sh\nexec dotnet '{Path.Combine(AppContext.BaseDirectory, "Flujo.Lens.dll")}' \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(tool, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        return await SucceedAsync("bash", Path.Combine(AppContext.BaseDirectory, name));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<string> SucceedAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string name in start.Environment.Keys.Where(static name => name.StartsWith("FLUJO_", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["PATH"] = _folder + Path.PathSeparator + start.Environment["PATH"];
        using Process process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token);
            string error = await process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            Assert.True(process.ExitCode == 0 && error.Length == 0, $"{program} {string.Join(' ', arguments)}: exit code {process.ExitCode}\n{await output}\n{error}");
            return await output;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} took longer than {Patience}.");
        }
    }
}
