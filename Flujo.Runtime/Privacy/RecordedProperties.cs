using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;

namespace Flujo.Privacy;

/// <summary>Decides which properties of a type are recorded. A modifier of the serialiser's type information.</summary>
internal static class RecordedProperties
{
    public static void Apply(JsonTypeInfo type)
    {
        if (type.Kind == JsonTypeInfoKind.None && RedactMarks.AreOn(type.Type))
            throw new MarkedTypeException(); // a converter of its own may write all that it has
        if (type.Kind != JsonTypeInfoKind.Object)
            return;
        bool isTuple = typeof(ITuple).IsAssignableFrom(type.Type);
        for (int i = type.Properties.Count - 1; i >= 0; i--)
        {
            JsonPropertyInfo property = type.Properties[i];
            // Fields are read for the sake of tuples. A context's member that trimming has left without a name may be one.
            bool isForeignField = property.AttributeProvider is not PropertyInfo && !isTuple;
            string name = (property.AttributeProvider as MemberInfo)?.Name ?? property.Name;
            if (isForeignField || RedactMarks.IsOn(type.Type, name))
                type.Properties.RemoveAt(i);
            else
                Guard(property, type.Type, name);
        }
    }

    /// <summary>Whether reading a value's elements would run code that yields them, and might do so only once.</summary>
    public static bool IsLazy(object? value) =>
        value is IEnumerable and not (string or ICollection) && !IsCollection(value.GetType());

    private static void Guard(JsonPropertyInfo property, Type type, string name)
    {
        if (property.Get is not { } get)
            return;
        property.Get = owner =>
        {
            try
            {
                return get(owner);
            }
            catch (Exception error)
            {
                throw new GetterException(error);
            }
        };
        Func<object, object?, bool>? wasWanted = property.ShouldSerialize;
        property.ShouldSerialize = (owner, value) =>
            // What is declared as one type may be of one derived from it, which marks more.
            (owner.GetType() == type || !RedactMarks.IsOn(owner.GetType(), name))
            && !IsLazy(value)
            && (wasWanted is null || wasWanted(owner, value));
    }

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification =
        "Where the list of interfaces was trimmed, the value counts as lazy and is not recorded.")]
    private static bool IsCollection(Type type)
    {
        foreach (Type candidate in type.GetInterfaces())
        {
            if (!candidate.IsGenericType)
                continue;
            Type definition = candidate.GetGenericTypeDefinition();
            if (definition == typeof(IReadOnlyCollection<>) || definition == typeof(ICollection<>))
                return true;
        }
        return false;
    }
}
