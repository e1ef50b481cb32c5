using System.IO.Compression;
using System.Reflection;
using System.Xml.Linq;

[assembly: AssemblyFixture(typeof(Flujo.Packages.Tests.PackedPackages))]

namespace Flujo.Packages.Tests;

/// <summary>
/// The packages under test, packed once per test run: those of the folder that FLUJO_PACKAGES names, else packed here
/// from what was built, under a version that no cache can have.
/// </summary>
public sealed class PackedPackages : IAsyncLifetime
{
    private readonly TempFolder _folder = new();

    /// <summary>For which the tool has a package of its own; "any" is the portable one.</summary>
    public static string[] Platforms { get; } = ["any", "linux-x64", "win-x64"];

    /// <summary>The folder with the packages and nothing else.</summary>
    public string Folder { get; private set; } = "";

    public string Version { get; private set; } = "";

    public string Runtime => Path.Combine(Folder, $"Flujo.{Version}.nupkg");

    public string ExtensionsAI => Path.Combine(Folder, $"Flujo.Extensions.AI.{Version}.nupkg");

    public string Lens => Path.Combine(Folder, $"Flujo.Lens.{Version}.nupkg");

    public async ValueTask InitializeAsync()
    {
        string? given = Environment.GetEnvironmentVariable("FLUJO_PACKAGES");
        Folder = given ?? await PackAsync();
        string lens = Assert.Single(Directory.GetFiles(Folder, "Flujo.Lens.*.nupkg"), static file => char.IsAsciiDigit(Path.GetFileName(file)["Flujo.Lens.".Length]));
        Version = Path.GetFileNameWithoutExtension(lens)["Flujo.Lens.".Length..];
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    public static string[] Entries(string package)
    {
        using ZipArchive archive = ZipFile.OpenRead(package);
        return [.. archive.Entries.Select(entry => entry.FullName)];
    }

    /// <summary>The uncompressed size of a file in a package, by its name.</summary>
    public static long SizeOf(string package, string file)
    {
        using ZipArchive archive = ZipFile.OpenRead(package);
        return archive.Entries.Single(entry => entry.Name == file).Length;
    }

    public static XElement Metadata(string package)
    {
        using ZipArchive archive = ZipFile.OpenRead(package);
        using Stream nuspec = archive.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        XElement root = XDocument.Load(nuspec).Root!;
        return root.Elements().Single();
    }

    private async Task<string> PackAsync()
    {
        string folder = _folder.At("packages");
        string configuration = typeof(PackedPackages).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "Configuration").Value!;

        // Without a build: other test projects run from the same output folders. Those of the tool's platforms are its alone.
        foreach (string platform in Platforms)
        {
            await Command.SucceedAsync(
                RepositoryRoot, "dotnet", "build", "Flujo.Lens", "-c", configuration, "-r", platform, "--no-self-contained", "-p:BuildProjectReferences=false");
        }

        await Command.SucceedAsync(
            RepositoryRoot, "dotnet", "pack", "Flujo.sln", "--no-build", "-c", configuration, "-o", folder, $"-p:Version=0.0.0-test.{Guid.NewGuid():n}");
        return folder;
    }

    private static string RepositoryRoot
    {
        get
        {
            string? folder = AppContext.BaseDirectory;
            while (folder is not null && !File.Exists(Path.Combine(folder, "Flujo.sln")))
                folder = Path.GetDirectoryName(folder);
            return folder ?? throw new InvalidOperationException("Flujo.sln is in no folder above the tests.");
        }
    }
}
