using System.Diagnostics;
using System.Text.Json;
using Microsoft.CodeAnalysis;

namespace Flujo.Testing;

/// <summary>Runs programs with FLUJO_DISABLE_TRACING=1. That is read once per process, so it takes a process of its own: one for many programs.</summary>
public static class SwitchedOffProgram
{
    // Started with the tests' own runtime configuration; it finds their assemblies in the folder that it is given.
    private const string Host = """
        using System;
        using System.IO;
        using System.Runtime.Loader;
        using System.Threading.Tasks;

        internal static class Host
        {
            private static Task Main(string[] args)
            {
                AssemblyLoadContext.Default.Resolving += (context, name) =>
                {
                    string path = Path.Combine(args[0], name.Name + ".dll");
                    return File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
                };
                return RunAsync(args[1..]);
            }

            // Apart, so that nothing is looked for before there is somebody who finds it.
            private static Task RunAsync(string[] paths) => Flujo.Testing.SwitchedOffProgram.HostAsync(paths);
        }
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Runs each program and says what it did, in the same order.</summary>
    public static async Task<IReadOnlyList<ProgramOutcome>> RunAsync(IEnumerable<byte[]> images)
    {
        string folder = Directory.CreateTempSubdirectory("flujo-off-").FullName;
        try
        {
            string host = Path.Combine(folder, "Host.dll");
            await File.WriteAllBytesAsync(host, BuildHost());
            var paths = new List<string>();
            foreach (byte[] image in images)
            {
                paths.Add(Path.Combine(folder, $"{paths.Count}.dll"));
                await File.WriteAllBytesAsync(paths[^1], image);
            }

            return await StartAsync(folder, host, paths);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The other side, inside the process.</summary>
    public static async Task HostAsync(IEnumerable<string> paths)
    {
        var outcomes = new List<ProgramOutcome>();
        foreach (string path in paths)
        {
            using LoadedProgram program = LoadedProgram.Load(await File.ReadAllBytesAsync(path));
            outcomes.Add(await program.RunAsync());
        }

        if (FlujoTrace.IsEnabled)
            throw new InvalidOperationException("Tracing is not switched off.");
        await using Stream result = File.Create(ResultOf(paths.First()));
        await JsonSerializer.SerializeAsync(result, outcomes);
    }

    private static async Task<IReadOnlyList<ProgramOutcome>> StartAsync(string folder, string host, List<string> paths)
    {
        string here = AppContext.BaseDirectory;
        string configuration = Directory.GetFiles(here, "*.runtimeconfig.json").Single();
        var start = new ProcessStartInfo(Environment.ProcessPath is { } own && Path.GetFileNameWithoutExtension(own) == "dotnet" ? own : "dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            Environment = { ["FLUJO_DISABLE_TRACING"] = "1" },
        };
        foreach (string argument in (IEnumerable<string>)["exec", "--runtimeconfig", configuration, host, here, .. paths])
            start.ArgumentList.Add(argument);

        using Process process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        Task<string> output = process.StandardOutput.ReadToEndAsync(patience.Token);
        Task<string> error = process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        if (process.ExitCode != 0)
            throw new VerificationException($"The process ended with {process.ExitCode}:\n{await output}\n{await error}");
        return JsonSerializer.Deserialize<List<ProgramOutcome>>(await File.ReadAllTextAsync(ResultOf(paths[0]), patience.Token))!;
    }

    private static string ResultOf(string firstPath) => Path.Combine(Path.GetDirectoryName(firstPath)!, "outcomes.json");

    private static byte[] BuildHost()
    {
        SourceCompilation source = SourceCompilation.Of(Host, MetadataReference.CreateFromFile(typeof(SwitchedOffProgram).Assembly.Location));
        return LoadedProgram.Emit((source with { AssemblyName = "Host", Output = OutputKind.ConsoleApplication }).Build());
    }
}
