using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Flujo.Rules;

/// <summary>One use of a step that is not traced.</summary>
/// <param name="Step">The method that is used, see <see cref="StepRules.CalledMethod"/>.</param>
/// <param name="Span">The method's name, or where no name stands in the source the first token of what makes the call.</param>
/// <param name="Reason">Why it is not traced.</param>
internal readonly record struct UntracedUse(IMethodSymbol Step, TextSpan Span, UntracedReason Reason);
