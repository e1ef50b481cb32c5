using System.Collections.Immutable;
using Flujo.Rules;
using Microsoft.CodeAnalysis;

namespace Flujo.Analyzers.Naming;

/// <summary>A better name, found by a rule, and offered by its fix.</summary>
internal static class NameSuggestion
{
    private const string Key = "name";

    public static ImmutableDictionary<string, string?> Pack(string? suggestion) =>
        suggestion is null ? ImmutableDictionary<string, string?>.Empty : ImmutableDictionary<string, string?>.Empty.Add(Key, suggestion);

    public static string? Of(Diagnostic diagnostic) => diagnostic.Properties.TryGetValue(Key, out string? suggestion) ? suggestion : null;

    /// <summary>What the name of the method that does the work suggests; null where that is vague too, or where it is the name already.</summary>
    public static string? FromMethod(NamedPlace place, VagueNames vague, KnownSymbols symbols)
    {
        if (place.Method is not { } method)
            return null;
        string suggestion = StepName.Of(method.Name);
        bool isBetter = suggestion != place.Name && SnakeCase.Is(suggestion) && suggestion.Length <= SnakeCase.LongestName && !vague.IsVague(suggestion);
        return isBetter && !IsOverloadedStep(method, suggestion, symbols) ? suggestion : null;
    }

    /// <summary>Steps that are overloads of one another would all be called the same.</summary>
    private static bool IsOverloadedStep(IMethodSymbol method, string name, KnownSymbols symbols) =>
        method.ContainingType is { } type && type.GetMembers().OfType<IMethodSymbol>().Any(other =>
            other.PartialDefinitionPart is null
            && !SymbolEqualityComparer.Default.Equals(other, method.PartialDefinitionPart ?? method)
            && StepName.Of(other.Name) == name
            && other.GetAttributes().Any(each => symbols.IsStepAttribute(each.AttributeClass)));
}
