using DocumentDigest.Text;

namespace DocumentDigest;

/// <summary>What reading brought.</summary>
internal sealed record ReadResult(IReadOnlyList<Document> Documents, IReadOnlyList<SkippedDocument> Skipped);
