using System.Diagnostics;

namespace Flujo.Benchmarks.Lens;

/// <summary>The tool as a user has it, packed from the sources and installed, and an empty console program to compare its start with.</summary>
internal sealed record InstalledTool(string Lens, string Empty)
{
    private const string Version = "0.0.0-benchmark";

    public static InstalledTool Make(string folder)
    {
        string repository = Repository();
        string packages = Path.Combine(folder, "packages");
        string tools = Path.Combine(folder, "tools");
        File.WriteAllText(Path.Combine(folder, "nuget.config"),
            $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{Path.Combine(folder, "cache")}" /></config>
              <packageSources><add key="packed" value="{packages}" /></packageSources>
            </configuration>
            """);
        Run(repository, "pack", "Flujo.Lens", "-c", "Release", "-o", packages, $"-p:Version={Version}");
        Run(folder, "tool", "install", "Flujo.Lens", "--version", Version, "--tool-path", tools);
        string empty = Path.Combine(folder, "empty");
        Directory.CreateDirectory(empty);
        foreach (string name in (ReadOnlySpan<string>)["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"])
        {
            File.WriteAllText(Path.Combine(empty, name), "<Project />");
        }

        File.WriteAllText(Path.Combine(empty, "empty.csproj"),
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(empty, "Program.cs"), "System.Console.WriteLine();");
        Run(empty, "build", "-c", "Release", "-o", Path.Combine(empty, "out"));
        string suffix = OperatingSystem.IsWindows() ? ".exe" : "";
        return new InstalledTool(Path.Combine(tools, "flujo" + suffix), Path.Combine(empty, "out", "empty" + suffix));
    }

    private static void Run(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)}: {output}");
        }
    }

    private static string Repository()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Flujo.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("Flujo.sln is in no folder above the benchmark.");
    }
}
