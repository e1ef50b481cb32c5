namespace Flujo.Export.Tests.Receiving;

/// <summary>A folder with a store of its own, and the environment of a program that uses it.</summary>
internal sealed class Scene : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("flujo-export-").FullName;

    public string Store => Path.Combine(_folder, "store.db");

    public string At(string name) => Path.Combine(_folder, name);

    /// <summary>Tracing without export.</summary>
    public Dictionary<string, string> Silent() => new() { ["FLUJO_STATE_URI"] = Store };

    /// <summary>Tracing with export to an address, and whatever else is set.</summary>
    public Dictionary<string, string> Exporting(string address, params ReadOnlySpan<(string Name, string Value)> more)
    {
        Dictionary<string, string> environment = Silent();
        environment["OTLP_EXPORT_ENABLED"] = "true";
        environment["OTLP_ENDPOINT"] = address;
        foreach ((string name, string value) in more)
        {
            environment[name] = value;
        }

        return environment;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
