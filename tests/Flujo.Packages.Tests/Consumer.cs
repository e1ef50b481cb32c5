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
        Write(_folder, packages, "Flujo", "Program.cs.txt");
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

    /// <summary>Writes a console project that refers to one of the packages and to nothing else.</summary>
    internal static void Write(TempFolder folder, PackedPackages packages, string package, string program)
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
        folder.Write(
            "Consumer.csproj",
            Template("Consumer.csproj.txt").Replace("$PACKAGE$", package, StringComparison.Ordinal).Replace("$VERSION$", packages.Version, StringComparison.Ordinal));
        folder.Write("Program.cs", Template(program));
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private static string Template(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Consumer", name));
}
