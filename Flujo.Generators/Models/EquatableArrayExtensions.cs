using System.Collections.Immutable;

namespace Flujo.Generators.Models;

/// <summary>Makes equatable arrays at the end of a query.</summary>
internal static class EquatableArrayExtensions
{
    public static EquatableArray<T> ToEquatableArray<T>(this IEnumerable<T> items)
        where T : IEquatable<T> => new(items.ToImmutableArray());
}
