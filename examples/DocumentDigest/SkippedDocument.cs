namespace DocumentDigest;

/// <summary>A document that the digest leaves out, and why.</summary>
internal sealed record SkippedDocument(string Name, string Reason);
