using DocumentDigest.Text;

namespace DocumentDigest.Ranking;

/// <summary>A passage with its score.</summary>
/// <param name="Passage">The passage.</param>
/// <param name="Score">How much it says about the passages that it was ranked with; the best of them has 1.</param>
/// <param name="Vector">Its terms, for comparison with others.</param>
internal sealed record RankedPassage(Passage Passage, double Score, TermVector Vector);
