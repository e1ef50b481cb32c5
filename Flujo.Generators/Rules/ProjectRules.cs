using Microsoft.CodeAnalysis.CSharp;

namespace Flujo.Rules;

/// <summary>Whether the compiler and the project's settings can run interceptors at all.</summary>
internal static class ProjectRules
{
    /// <summary>The namespace of everything that is generated; the project lists it in InterceptorsNamespaces.</summary>
    public const string GeneratedNamespace = "Flujo.Generated";

    /// <summary>Generated code keeps its types to its file (C# 11).</summary>
    public const LanguageVersion LowestLanguage = LanguageVersion.CSharp11;

    public static UntracedReason Examine(CSharpParseOptions options)
    {
        if (options.LanguageVersion < LowestLanguage)
            return UntracedReason.LanguageVersion;
        return Lists(options, "InterceptorsNamespaces") || Lists(options, "InterceptorsPreviewNamespaces")
            ? UntracedReason.None
            : UntracedReason.NamespaceNotListed;
    }

    /// <summary>A listed namespace stands for those inside it, as it does for the compiler.</summary>
    private static bool Lists(CSharpParseOptions options, string feature) =>
        options.Features.TryGetValue(feature, out string? listed)
        && listed.Split(';').Select(static name => name.Trim()).Any(static name => name is GeneratedNamespace or "Flujo");
}
