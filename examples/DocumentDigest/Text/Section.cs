namespace DocumentDigest.Text;

/// <summary>What stands under one heading.</summary>
internal sealed record Section(string Heading, IReadOnlyList<Passage> Passages);
