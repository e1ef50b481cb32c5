using System.Buffers;

namespace Flujo.Privacy;

/// <summary>How one provider's keys look.</summary>
/// <param name="Prefix">What they begin with, in the exact case.</param>
/// <param name="Alphabet">The characters behind the prefix.</param>
/// <param name="Shortest">How many of these there are at least.</param>
/// <param name="NeedsDigit">Whether they must not look like words (see <see cref="Randomness"/>): for alphabets of which words can be made, too.</param>
/// <param name="KeepsPrefix">Whether the prefix stays readable: it is an address, not a part of the key.</param>
/// <param name="IsInside">Whether the prefix stands inside the key, behind other letters and digits; these stay readable.</param>
internal sealed record KeyShape(
    string Prefix, SearchValues<char> Alphabet, int Shortest, bool NeedsDigit = false, bool KeepsPrefix = false, bool IsInside = false);
