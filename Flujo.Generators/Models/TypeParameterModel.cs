namespace Flujo.Generators.Models;

/// <summary>A type parameter of a step, or of a type around it.</summary>
/// <param name="Name">Its name; made unique where a nested type or the method repeats one.</param>
/// <param name="Attribute">An attribute in brackets and a space, or nothing.</param>
/// <param name="Constraints">What stands after `where T : `, or empty.</param>
/// <param name="IsOfMethod">False: it belongs to one of the types around the method.</param>
internal sealed record TypeParameterModel(string Name, string Attribute, string Constraints, bool IsOfMethod);
