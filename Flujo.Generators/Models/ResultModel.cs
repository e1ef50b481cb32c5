using Flujo.Rules;

namespace Flujo.Generators.Models;

/// <summary>What can be recorded of a step's result.</summary>
/// <param name="IsReadable">Whether it is recorded where the output is captured.</param>
/// <param name="Usage">Where it says what it used; that is read whatever is captured.</param>
/// <param name="Counts">The properties of UsageDetails with input, output, cached and reasoning tokens; null for one that this version does not have.</param>
/// <param name="HasModel">Whether it has a property ModelId.</param>
internal sealed record ResultModel(bool IsReadable, UsageForm Usage, EquatableArray<string> Counts, bool HasModel);
