namespace Flujo.Testing;

/// <summary>A folder of a test's own, gone with it.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("flujo-test-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
