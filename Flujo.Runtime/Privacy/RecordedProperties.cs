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
        if (type.Kind != JsonTypeInfoKind.Object)
            return;
        bool isTuple = typeof(ITuple).IsAssignableFrom(type.Type);
        for (int i = type.Properties.Count - 1; i >= 0; i--)
        {
            JsonPropertyInfo property = type.Properties[i];
            // Fields are read for the sake of tuples.
            bool isForeignField = property.AttributeProvider is FieldInfo && !isTuple;
            if (isForeignField || IsRedacted(property))
                type.Properties.RemoveAt(i);
            else
                Guard(property);
        }
    }

    /// <summary>Whether a type has a property that must not be recorded, as far as trimming has left it visible.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification =
        "Looks at what is there. A property that was trimmed away is read by no one but the type's own code.")]
    public static bool HasRedacted(Type type)
    {
        foreach (PropertyInfo property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            if (Attribute.IsDefined(property, typeof(FlujoRedactAttribute), inherit: true))
                return true;
        }
        foreach (ConstructorInfo constructor in type.GetConstructors())
        {
            if (constructor.GetParameters().Any(parameter => parameter.IsDefined(typeof(FlujoRedactAttribute), inherit: true)))
                return true;
        }
        return false;
    }

    /// <summary>Whether reading a value's elements would run code that yields them, and might do so only once.</summary>
    public static bool IsLazy(object? value) =>
        value is IEnumerable and not (string or ICollection) && !IsCollection(value.GetType());

    // In a record, an attribute on the primary constructor's parameter is meant for the property.
    private static bool IsRedacted(JsonPropertyInfo property)
    {
        bool isMarked = property.AttributeProvider is MemberInfo member
            ? Attribute.IsDefined(member, typeof(FlujoRedactAttribute), inherit: true)
            : property.AttributeProvider?.IsDefined(typeof(FlujoRedactAttribute), inherit: true) ?? false;
        return isMarked || (property.AssociatedParameter?.AttributeProvider?.IsDefined(typeof(FlujoRedactAttribute), inherit: true) ?? false);
    }

    private static void Guard(JsonPropertyInfo property)
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
        property.ShouldSerialize = (owner, value) => !IsLazy(value) && (wasWanted is null || wasWanted(owner, value));
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
