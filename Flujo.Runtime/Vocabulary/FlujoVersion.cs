using System.Reflection;

namespace Flujo.Vocabulary;

/// <summary>Which version of this library records.</summary>
internal static class FlujoVersion
{
    /// <summary>As the package has it, without what the build adds; empty where nobody said.</summary>
    public static string Text { get; } =
        typeof(FlujoVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";
}
