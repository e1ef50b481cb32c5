namespace Flujo.Generators.Models;

/// <summary>An UnsafeAccessor: for private and protected methods, and for those that a call by name would miss.</summary>
/// <param name="StaticTypeName">The reflection name of a static class, which cannot stand as a parameter's type; else null.</param>
internal sealed record AccessorModel(string? StaticTypeName);
