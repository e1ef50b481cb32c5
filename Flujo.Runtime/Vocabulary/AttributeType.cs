namespace Flujo.Vocabulary;

/// <summary>The type of an attribute's value. The numbers are stored: append only.</summary>
internal enum AttributeType : byte
{
    Null = 0,
    String = 1,
    Long = 2,
    Double = 3,
    Bool = 4,
}
