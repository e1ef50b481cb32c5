using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace Flujo.Packages.Tests;

public sealed class PackageContentTests(PackedPackages packages)
{
    [Fact]
    public void Packing_MakesTheLibrariesAndTheToolForEachPlatformAndNothingElse() =>
        Assert.Equal(
            [
                $"Flujo.{packages.Version}.nupkg",
                $"Flujo.Extensions.AI.{packages.Version}.nupkg",
                $"Flujo.Hosting.{packages.Version}.nupkg",
                $"Flujo.Lens.{packages.Version}.nupkg",
                .. PackedPackages.Platforms.Select(platform => $"Flujo.Lens.{platform}.{packages.Version}.nupkg"),
                $"Flujo.OpenTelemetry.{packages.Version}.nupkg",
            ],
            Directory.GetFiles(packages.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Fact]
    public void LensForAPlatform_IsCompiledAheadOfTime()
    {
        string portable = Path.Combine(packages.Folder, $"Flujo.Lens.any.{packages.Version}.nupkg");
        string native = Path.Combine(packages.Folder, $"Flujo.Lens.linux-x64.{packages.Version}.nupkg");

        // Machine code makes an assembly about three times as large.
        Assert.True(PackedPackages.SizeOf(native, "Flujo.Lens.dll") > 2 * PackedPackages.SizeOf(portable, "Flujo.Lens.dll"));
    }

    [Fact]
    public void ExtensionsAI_DependsOnFlujoAndTheChatClients()
    {
        XElement metadata = PackedPackages.Metadata(packages.ExtensionsAI);

        Assert.Equal(
            ["Flujo", "Microsoft.Extensions.AI"],
            metadata.Descendants().Where(element => element.Name.LocalName == "dependency").Select(element => element.Attribute("id")!.Value).Order(StringComparer.Ordinal));
        Assert.Contains("lib/net10.0/Flujo.Extensions.AI.xml", PackedPackages.Entries(packages.ExtensionsAI));
    }

    [Fact]
    public void Flujo_CarriesRuntimeGeneratorAnalyzersAndFixes() =>
        Assert.Equal(
            [
                "README.md",
                "analyzers/dotnet/cs/Flujo.Analyzers.CodeFixes.dll",
                "analyzers/dotnet/cs/Flujo.Analyzers.dll",
                "analyzers/dotnet/cs/Flujo.Generators.dll",
                "buildTransitive/Flujo.props",
                "buildTransitive/Flujo.targets",
                .. RulePages(),
                "lib/net10.0/Flujo.Runtime.dll",
                "lib/net10.0/Flujo.Runtime.xml",
            ],
            PackedPackages.Entries(packages.Runtime).Where(IsContent).Order(StringComparer.Ordinal));

    [Fact]
    public void Flujo_DependsOnSqliteAlone()
    {
        XElement metadata = PackedPackages.Metadata(packages.Runtime);

        Assert.Equal(
            ["Microsoft.Data.Sqlite", "SQLitePCLRaw.bundle_e_sqlite3"],
            metadata.Descendants().Where(element => element.Name.LocalName == "dependency").Select(element => element.Attribute("id")!.Value));
    }

    [Fact]
    public void Lens_IsATool()
    {
        XElement metadata = PackedPackages.Metadata(packages.Lens);

        Assert.Contains(metadata.Descendants(), element => element.Name.LocalName == "packageType" && element.Attribute("name")!.Value == "DotnetTool");
    }

    /// <summary>Diagnostics link to their pages inside the package.</summary>
    private static IEnumerable<string> RulePages([CallerFilePath] string testFile = "") =>
        Directory.GetFiles(Path.Combine(Path.GetDirectoryName(testFile)!, "../../docs/rules"), "*.md")
            .Select(page => "docs/rules/" + Path.GetFileName(page))
            .Order(StringComparer.Ordinal);

    // What NuGet itself puts into every package.
    private static bool IsContent(string entry) =>
        !entry.StartsWith("_rels/", StringComparison.Ordinal)
        && !entry.StartsWith("package/", StringComparison.Ordinal)
        && entry != "[Content_Types].xml"
        && !entry.EndsWith(".nuspec", StringComparison.Ordinal);
}
