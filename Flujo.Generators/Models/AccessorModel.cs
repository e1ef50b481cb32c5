namespace Flujo.Generators.Models;

/// <summary>An UnsafeAccessor: for private and protected methods, and for those that a call by name would miss.</summary>
/// <param name="TypeName">The reflection name of a type that cannot stand as a parameter's: a static class, or one that has no name here. Else null.</param>
internal sealed record AccessorModel(string? TypeName);
