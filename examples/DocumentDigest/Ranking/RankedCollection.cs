namespace DocumentDigest.Ranking;

/// <summary>All documents, ranked: what the digest is composed from.</summary>
/// <param name="Documents">Each document by itself, in the order of reading.</param>
/// <param name="Passages">Passages that stand for all documents together, best first.</param>
/// <param name="Terms">Terms that most documents speak of, best first.</param>
internal sealed record RankedCollection(
    IReadOnlyList<RankedDocument> Documents,
    IReadOnlyList<RankedPassage> Passages,
    IReadOnlyList<string> Terms);
