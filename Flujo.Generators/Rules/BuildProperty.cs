using Microsoft.CodeAnalysis.Diagnostics;

namespace Flujo.Rules;

/// <summary>The MSBuild properties that buildTransitive/Flujo.props makes visible to the compiler.</summary>
internal static class BuildProperty
{
    /// <summary>Properties of projects whose code is compiled ahead of time or trimmed, or is to be fit for that.</summary>
    private static readonly string[] AheadOfTime = ["PublishAot", "IsAotCompatible", "PublishTrimmed", "IsTrimmable"];

    /// <summary>False: no call is rerouted, and a partial step just calls its Core. Nothing is said of what is not traced, then.</summary>
    public static bool IsEnabled(AnalyzerConfigOptions options) => !Is(options, "FlujoEnabled", "false");

    /// <summary>True: what is not traced is an error, whatever severity its rule has.</summary>
    public static bool RequiresFullCoverage(AnalyzerConfigOptions options) => Is(options, "FlujoRequireFullCoverage", "true");

    /// <summary>The bits of FlujoCapture, which hold where a step says nothing. A word without meaning captures nothing: what is recorded must have been asked for.</summary>
    public static int Capture(AnalyzerConfigOptions options) => Read(options, "FlujoCapture").ToUpperInvariant() switch
    {
        "INPUT" => 1,
        "OUTPUT" => 2,
        "ALL" => 3,
        _ => 0,
    };

    /// <summary>
    /// The property by which a project says that it does without reflection over JSON, with its value; null where it says nothing of the kind, or says that it has it. The SDK
    /// derives the first from the others, where the project leaves it open.
    /// </summary>
    public static string? WithoutReflection(AnalyzerConfigOptions options)
    {
        const string Reflection = "JsonSerializerIsReflectionEnabledByDefault";
        if (Is(options, Reflection, "true"))
            return null;
        if (Array.Find(AheadOfTime, each => Is(options, each, "true")) is { } property)
            return property + "=true";
        return Is(options, Reflection, "false") ? Reflection + "=false" : null;
    }

    /// <summary>The property's value, or nothing.</summary>
    public static string Read(AnalyzerConfigOptions options, string property) =>
        options.TryGetValue("build_property." + property, out string? value) ? value.Trim() : "";

    private static bool Is(AnalyzerConfigOptions options, string property, string value) =>
        string.Equals(Read(options, property), value, StringComparison.OrdinalIgnoreCase);
}
