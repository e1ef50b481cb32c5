using Microsoft.CodeAnalysis;

namespace Flujo.Rules;

/// <summary>A step of the partial form: the method has no body of the user's own, a `…Core` method beside it has.</summary>
/// <param name="Core">The method with the body; where none fits, the one that comes nearest.</param>
/// <param name="Misfit">Why it does not fit: then the generated half throws. None where it does.</param>
internal readonly record struct PartialStep(IMethodSymbol Core, UntracedReason Misfit)
{
    /// <summary>False where no other file can have a part of the type.</summary>
    public bool CanBeWritten => Misfit is not (UntracedReason.PartialInFileType or UntracedReason.PartialInWholeType);
}
