namespace DocumentDigest.Text;

/// <summary>One word of a text.</summary>
/// <param name="Surface">As it is written.</param>
/// <param name="Stem">What it is compared by; empty for a word that carries no meaning of its own.</param>
internal readonly record struct Token(string Surface, string Stem)
{
    public bool HasMeaning => Stem.Length > 0;
}
