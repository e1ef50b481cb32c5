using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Flujo.Privacy;

/// <summary>
/// Which properties of a type are marked <see cref="FlujoRedactAttribute"/>: on the type itself, on one that it derives from, on an interface that it implements, or on the
/// parameter of a constructor (in a record a mark on the primary constructor's parameter is meant for the property). A name counts, wherever in that lineage the mark
/// stands: in doubt less is recorded. Thread-safe.
/// </summary>
internal static class RedactMarks
{
    private const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
    private const int MostTypes = 1000;
    private const string WhatIsThere = "Looks at what is there. A property that was trimmed away is read by no one but the type's own code.";

    // Goes with its type, which may be unloaded.
    private static readonly ConditionalWeakTable<Type, HashSet<string>> Marked = new();

    /// <summary>Whether a property must not be recorded.</summary>
    public static bool IsOn(Type type, string property) => MarkedOf(type).Contains(property);

    /// <summary>Whether any property must not be recorded.</summary>
    public static bool AreOn(Type type) => MarkedOf(type).Count > 0;

    /// <summary>Whether a text that the type itself makes of all that it has may show what is marked, in it or in what it consists of, as far as declarations tell.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = WhatIsThere)]
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = WhatIsThere)]
    public static bool AreWithin(Type type)
    {
        HashSet<Type> seen = [type];
        Queue<Type> open = new(seen);
        while (open.TryDequeue(out Type? each))
        {
            if (MarkedOf(each).Count > 0)
                return true;
            IEnumerable<Type> parts = each.HasElementType ? [each.GetElementType()!] : each.GetGenericArguments();
            // What the framework's own types have cannot be marked.
            if (each.Assembly != typeof(object).Assembly)
                parts = parts.Concat(each.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Select(static property => property.PropertyType));
            foreach (Type part in parts)
            {
                if (seen.Count < MostTypes && seen.Add(part))
                    open.Enqueue(part);
            }
        }
        return false;
    }

    private static HashSet<string> MarkedOf(Type type) => Marked.GetValue(type, static each => Look(each));

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = WhatIsThere)]
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = WhatIsThere)]
    private static HashSet<string> Look(Type type)
    {
        HashSet<string> marked = new(StringComparer.OrdinalIgnoreCase);
        for (Type? each = type; each is not null; each = each.BaseType)
        {
            AddProperties(each.GetProperties(Own), marked);
            foreach (ParameterInfo parameter in each.GetConstructors(Own).SelectMany(static constructor => constructor.GetParameters()))
            {
                if (parameter.Name is { } name && parameter.IsDefined(typeof(FlujoRedactAttribute), inherit: false))
                    marked.Add(name);
            }
        }
        foreach (Type each in type.GetInterfaces())
            AddProperties(each.GetProperties(Own), marked);
        return marked;
    }

    private static void AddProperties(PropertyInfo[] properties, HashSet<string> marked)
    {
        foreach (PropertyInfo property in properties)
        {
            if (property.IsDefined(typeof(FlujoRedactAttribute), inherit: false))
                marked.Add(property.Name);
        }
    }
}
