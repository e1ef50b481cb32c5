namespace Flujo.Privacy;

/// <summary>Where the value of a name stands, without its quotes.</summary>
/// <param name="Start">Its first character.</param>
/// <param name="End">Behind its last character.</param>
/// <param name="IsBare">Whether it has no quotes, and thereby may be a word of prose.</param>
internal readonly record struct SecretValue(int Start, int End, bool IsBare);
