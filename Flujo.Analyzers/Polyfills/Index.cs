namespace System;

/// <summary>What the compiler wants to know for <c>text[1..]</c>; a slice is made of it, and the type itself is never used.</summary>
internal readonly struct Index(int value, bool fromEnd = false)
{
    public int GetOffset(int length) => fromEnd ? length - value : value;

    public static implicit operator Index(int value) => new(value);
}
