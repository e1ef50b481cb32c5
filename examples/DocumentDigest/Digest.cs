namespace DocumentDigest;

/// <summary>A finished digest.</summary>
/// <param name="Text">Markdown.</param>
/// <param name="Words">Its length, markup not counted.</param>
/// <param name="Skipped">Documents that could not be read.</param>
internal sealed record Digest(string Text, int Words, IReadOnlyList<SkippedDocument> Skipped);
