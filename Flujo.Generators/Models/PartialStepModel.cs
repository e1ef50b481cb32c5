namespace Flujo.Generators.Models;

/// <summary>A step of the partial form, of which the generator writes the other half.</summary>
/// <param name="Method">The method; what it calls is its core.</param>
/// <param name="Namespace">The namespace as code, or empty.</param>
/// <param name="Containers">The types around it, outermost first, each as a part of it begins: `partial class Cart{T}`.</param>
/// <param name="Modifiers">Those of the first half, `partial` included: both must have the same ones.</param>
/// <param name="Constraints">The `where` clauses, or nothing.</param>
/// <param name="Attributes">What the half bears, as it stands between brackets: attributes of both halves are one list, so none twice.</param>
/// <param name="HasNullable">Whether the language has `#nullable`.</param>
/// <param name="Misfit">The sentence that says why the core does not fit: then the half throws. Else null.</param>
internal sealed record PartialStepModel(
    MethodModel Method,
    string Namespace,
    EquatableArray<string> Containers,
    string Modifiers,
    string Constraints,
    EquatableArray<string> Attributes,
    bool HasNullable,
    string? Misfit);
