using Flujo.Privacy;

namespace Flujo.Recording;

/// <summary>Makes names fit to be recorded.</summary>
internal static class Names
{
    /// <summary>What stands where a name is null or blank.</summary>
    public const string Unnamed = "(unnamed)";

    /// <summary>The name, sanitised and cut to what a record takes.</summary>
    public static string Clean(string? name) =>
        string.IsNullOrWhiteSpace(name) ? Unnamed : PrivacySettings.Current.Sanitizer.Sanitize(name, PrivacySettings.MaxTextBytes);
}
