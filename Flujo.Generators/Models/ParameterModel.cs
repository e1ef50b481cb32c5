using Flujo.Rules;

namespace Flujo.Generators.Models;

/// <summary>A parameter of a step.</summary>
/// <param name="Name">Its name as it is written, `@` included.</param>
/// <param name="Attribute">An attribute in brackets and a space, or nothing.</param>
/// <param name="Type">Its type as it is written.</param>
/// <param name="Modifier">What stands before the type: `ref`, `scoped ref`, `in`, `out`, `ref readonly` or nothing.</param>
/// <param name="ArgumentModifier">What stands before the argument that hands it on.</param>
/// <param name="Lead">`this` or `params` or nothing: what the method's own head has before all that.</param>
/// <param name="Recorded">How its argument is recorded where the input is captured.</param>
internal sealed record ParameterModel(string Name, string Attribute, string Type, string Modifier, string ArgumentModifier, string Lead, ArgumentForm Recorded);
