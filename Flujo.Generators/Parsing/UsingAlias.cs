using Flujo.Generators.Models;
using Flujo.Rules;

namespace Flujo.Generators.Parsing;

/// <summary>`using Alias = Target;`, of which Target is the last part of the name.</summary>
internal sealed record UsingAlias(string Alias, string Target)
{
    private const string Suffix = "Attribute";

    /// <summary>
    /// The names by which our attributes may stand in the source: their own, those that an alias anywhere in the project gives them, and
    /// all of these without `Attribute`. Some may mean other things; what they mean is looked at later.
    /// </summary>
    public static EquatableArray<string> AttributeNames(IEnumerable<UsingAlias> aliases)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal) { LastPart(StepAttributes.Step), LastPart(StepAttributes.Pipeline) };
        UsingAlias[] all = [.. aliases];

        // An alias may be another one's target.
        bool grows;
        do
        {
            grows = false;
            foreach (UsingAlias each in all)
                grows |= names.Contains(each.Target) && names.Add(each.Alias);
        }
        while (grows);

        string[] shortNames = [.. names.Where(static name => name.EndsWith(Suffix, StringComparison.Ordinal)).Select(static name => name.Substring(0, name.Length - Suffix.Length))];
        names.UnionWith(shortNames);
        return names.ToEquatableArray();
    }

    private static string LastPart(string name) => name.Substring(name.LastIndexOf('.') + 1);
}
