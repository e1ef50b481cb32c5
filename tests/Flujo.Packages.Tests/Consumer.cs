using System.Text.Json;

namespace Flujo.Packages.Tests;

/// <summary>
/// A user's machine: a console project outside the repository whose only reference is the package, built and run, and the
/// tool installed from its package. Nothing else is set; sources are the machine's own and the folder of the packages.
/// </summary>
public sealed class Consumer(PackedPackages packages) : IAsyncLifetime
{
    private readonly TempFolder _folder = new();

    /// <summary>What the traced program printed.</summary>
    public string ProgramOutput { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        Prepare(_folder, packages);
        _folder.Write("Consumer.csproj", Template("Consumer.csproj.txt").Replace("$VERSION$", packages.Version, StringComparison.Ordinal));
        _folder.Write("Program.cs", Template("Program.cs.txt"));

        await Command.SucceedAsync(_folder.Root, "dotnet", "build", "-warnaserror");
        CommandResult run = await Command.SucceedAsync(_folder.Root, "dotnet", "run", "--no-build");
        ProgramOutput = run.Output;
        await Command.SucceedAsync(
            _folder.Root, "dotnet", "tool", "install", "Flujo.Lens", "--version", packages.Version, "--tool-path", _folder.At("tools"));
    }

    /// <summary>Runs the installed <c>flujo lens</c> beside the program and returns its JSON.</summary>
    public async Task<JsonElement> LensAsync(params string[] arguments)
    {
        CommandResult result = await Command.SucceedAsync(_folder.Root, _folder.At("tools", "flujo"), ["lens", .. arguments, "--json"]);
        return JsonElement.Parse(result.Output);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Makes a folder a place where the packages, and nothing of this repository, can be had.</summary>
    internal static void Prepare(TempFolder folder, PackedPackages packages)
    {
        // The nearest files of these names win, so nothing above the folder can have a say.
        folder.Write("Directory.Build.props", "<Project />");
        folder.Write("Directory.Build.targets", "<Project />");
        folder.Write("Directory.Packages.props", "<Project />");
        folder.Write("nuget.config", $"""
            <configuration>
              <config>
                <add key="globalPackagesFolder" value="{folder.At("cache")}" />
              </config>
              <packageSources>
                <add key="packed" value="{packages.Folder}" />
              </packageSources>
            </configuration>
            """);
    }

    private static string Template(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Consumer", name));
}
