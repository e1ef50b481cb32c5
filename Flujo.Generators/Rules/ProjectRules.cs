using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Flujo.Rules;

/// <summary>Whether the compiler and the project's settings can run interceptors at all.</summary>
internal static class ProjectRules
{
    /// <summary>The namespace of everything that is generated; the project lists it in InterceptorsNamespaces.</summary>
    public const string GeneratedNamespace = "Flujo.Generated";

    /// <summary>Generated code keeps its types to its file (C# 11).</summary>
    public const LanguageVersion LowestLanguage = LanguageVersion.CSharp11;

    /// <summary>False where no call of a step is traced, whatever it looks like.</summary>
    public static bool CanIntercept(Compilation compilation) => Examine(compilation) == UntracedReason.None;

    /// <summary>All files of a compilation have the same language version and features.</summary>
    public static UntracedReason Examine(Compilation compilation) =>
        compilation.SyntaxTrees.FirstOrDefault()?.Options is CSharpParseOptions options ? Examine(options) : UntracedReason.None;

    public static UntracedReason Examine(CSharpParseOptions options)
    {
        if (options.LanguageVersion < LowestLanguage)
            return UntracedReason.LanguageVersion;
        return Lists(options, "InterceptorsNamespaces") || Lists(options, "InterceptorsPreviewNamespaces")
            ? UntracedReason.None
            : UntracedReason.NamespaceNotListed;
    }

    /// <summary>A listed namespace stands for those inside it, as it does for the compiler, which knows no blanks around names.</summary>
    private static bool Lists(CSharpParseOptions options, string feature) =>
        options.Features.TryGetValue(feature, out string? listed)
        && listed.Split(';').Any(static name => name is GeneratedNamespace or "Flujo");
}
