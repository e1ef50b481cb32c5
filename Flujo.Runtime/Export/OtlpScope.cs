using System.Reflection;

namespace Flujo.Export;

/// <summary>The instrumentation scope of all spans: this library.</summary>
internal static class OtlpScope
{
    public const string Name = "Flujo";

    public static string Version { get; } =
        typeof(OtlpScope).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";
}
