using Flujo.Privacy;
using Microsoft.CodeAnalysis;

namespace Flujo.Analyzers.Privacy;

/// <summary>By what a parameter looks like a secret. Names are judged as the redactor judges those of attributes and properties.</summary>
internal static class SecretSigns
{
    /// <returns>"name", "type" or null.</returns>
    public static string? Of(IParameterSymbol parameter)
    {
        // What the step gives back through a parameter is no argument.
        if (parameter.RefKind == RefKind.Out || IsHarmless(parameter.Type))
            return null;
        if (SecretNames.TryReadWhole(parameter.Name.AsSpan(), out _))
            return "name";
        return IsSecret(parameter.Type) ? "type" : null;
    }

    /// <summary>Counts, switches and times are no secrets, whatever they count: passwordLength, requirePassword.</summary>
    private static bool IsHarmless(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
            type = nullable.TypeArguments[0];
        return type.TypeKind is TypeKind.Enum or TypeKind.Delegate
            || type.SpecialType is SpecialType.System_Boolean or SpecialType.System_DateTime
            || type.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_Double
            || type is INamedTypeSymbol { Name: "CancellationToken" or "TimeSpan" or "DateTimeOffset" or "DateOnly" or "TimeOnly", ContainingType: null };
    }

    /// <summary>Types that hold secrets by trade, those that are called like one, and lists of such.</summary>
    private static bool IsSecret(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol array)
            return IsSecret(array.ElementType);
        if (type is not INamedTypeSymbol named || named.TypeKind == TypeKind.Error)
            return false;
        if (named.TypeArguments.Any(IsSecret))
            return true;
        return named.SpecialType == SpecialType.None
            && (named.Name is "SecureString" or "CredentialCache" or "AuthenticationHeaderValue" or "X509Certificate2" or "ICredentials"
                || EndsWithWord(named.Name, "Credential") || EndsWithWord(named.Name, "Credentials")
                || (SecretNames.TryReadWhole(named.Name.AsSpan(), out SecretName secret) && secret.Kind != SecretNameKind.Pass && !IsInFramework(named)));
    }

    // System.Reflection.Metadata.Token and its like are no secrets.
    private static bool IsInFramework(INamedTypeSymbol type)
    {
        for (INamespaceSymbol? space = type.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            if (space is { Name: "System", ContainingNamespace.IsGlobalNamespace: true })
                return true;
        }

        return false;
    }

    private static bool EndsWithWord(string name, string word) => name.EndsWith(word, StringComparison.Ordinal);
}
