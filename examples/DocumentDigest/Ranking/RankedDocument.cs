using DocumentDigest.Text;

namespace DocumentDigest.Ranking;

/// <summary>A document, its passages by rank, and its key terms, best first.</summary>
internal sealed record RankedDocument(Document Document, IReadOnlyList<RankedPassage> Passages, IReadOnlyList<string> KeyTerms);
