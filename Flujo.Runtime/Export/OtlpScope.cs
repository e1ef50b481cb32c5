using Flujo.Vocabulary;

namespace Flujo.Export;

/// <summary>The instrumentation scope of all spans: this library.</summary>
internal static class OtlpScope
{
    public const string Name = "Flujo";

    public static string Version => FlujoVersion.Text;
}
