namespace Flujo.Vocabulary;

/// <summary>What a large text belongs to. The numbers are stored: append only.</summary>
internal enum PayloadKind : byte
{
    Input = 1,
    Output = 2,
    Feedback = 3,
}
