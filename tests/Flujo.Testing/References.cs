using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Flujo.Testing;

/// <summary>What test compilations refer to: the framework that the tests themselves run on, read once.</summary>
public static class References
{
    /// <summary>The framework's assemblies.</summary>
    public static ImmutableArray<MetadataReference> Framework { get; } = ReadFramework();

    /// <summary>Flujo's own runtime.</summary>
    public static MetadataReference Runtime { get; } = MetadataReference.CreateFromFile(typeof(FlujoTrace).Assembly.Location);

    private static ImmutableArray<MetadataReference> ReadFramework()
    {
        string folder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        return [.. trusted.Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == folder)
            .Select(path => MetadataReference.CreateFromFile(path))];
    }
}
