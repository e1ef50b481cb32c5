namespace Flujo.Privacy;

/// <summary>How long recorded texts may be, in bytes of UTF-8, the mark of a cut included.</summary>
/// <param name="PayloadBytes">Inputs, outputs, prompts and the final output.</param>
/// <param name="TextBytes">Everything else: feedback, attributes, events.</param>
internal sealed record TextLimits(int PayloadBytes = 32 * 1024, int TextBytes = 8 * 1024);
