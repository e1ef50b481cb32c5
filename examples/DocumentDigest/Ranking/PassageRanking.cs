using DocumentDigest.Text;
using Flujo;

namespace DocumentDigest.Ranking;

/// <summary>
/// Ranks passages by TextRank: a passage is important when it resembles many important ones. Where it stands counts too,
/// because writers put what matters first.
/// </summary>
internal static class PassageRanking
{
    private const double Damping = 0.85;
    private const int Rounds = 30;
    private const int BestPerSection = 6;

    /// <summary>All passages, best first.</summary>
    [FlujoStep("rank_passages")]
    public static IReadOnlyList<RankedPassage> Rank(IReadOnlyList<Passage> passages, TermWeights weights)
    {
        FlujoTrace.Current.SetAttribute("passages", passages.Count);
        TermVector[] vectors = [.. passages.Select(passage => weights.VectorOf(passage))];
        double[] scores = Centrality(vectors);
        for (int i = 0; i < scores.Length; i++)
            scores[i] *= PlaceFactor(passages[i]);
        double best = scores.Max();
        return
        [
            .. passages
                .Select((passage, i) => new RankedPassage(passage, scores[i] / best, vectors[i]))
                .OrderByDescending(passage => passage.Score),
        ];
    }

    /// <summary>The passages of one section that may compete for the document.</summary>
    public static IEnumerable<Passage> BestOfSection(Section section, TermWeights weights) =>
        section.Passages.Count <= BestPerSection
            ? section.Passages
            : Rank(section.Passages, weights).Take(BestPerSection).Select(passage => passage.Passage);

    /// <summary>TextRank by power iteration over the passages' similarities.</summary>
    private static double[] Centrality(TermVector[] vectors)
    {
        int count = vectors.Length;
        var similarity = new double[count, count];
        var sums = new double[count];
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                similarity[i, j] = similarity[j, i] = vectors[i].Similarity(vectors[j]);
                sums[i] += similarity[i, j];
                sums[j] += similarity[i, j];
            }
        }

        var rank = new double[count];
        Array.Fill(rank, 1.0 / count);
        for (int round = 0; round < Rounds; round++)
        {
            var next = new double[count];
            for (int i = 0; i < count; i++)
            {
                double received = 0;
                for (int j = 0; j < count; j++)
                    if (sums[j] > 0)
                        received += similarity[j, i] / sums[j] * rank[j];
                next[i] = ((1 - Damping) / count) + (Damping * received);
            }

            rank = next;
        }

        return rank;
    }

    private static double PlaceFactor(Passage passage)
    {
        double place = passage.IsOpening ? 1.5 : passage.Position == 0 ? 1.25 : 1;
        IEnumerable<string> heading = passage.HeadingTokens.Where(token => token.HasMeaning).Select(token => token.Stem);
        bool namesHeading = heading.Intersect(passage.Tokens.Select(token => token.Stem)).Any();

        // A sentence that leans on the one before it makes little sense alone.
        bool leans = passage.Tokens is [var opening, ..] && opening.Surface is
            "It" or "This" or "That" or "These" or "Those" or "They" or "He" or "She" or "His" or "Her" or "Its" or "Their" or
            "Then" or "There" or "Here" or "But" or "And" or "So" or "Such" or "However" or "Nevertheless" or "Both" or "None";

        // Very short ones say little, and would be taken all the same to fill the last free words.
        bool isShort = passage.Words < 10;
        return place * (namesHeading ? 1.15 : 1) * (leans ? 0.6 : 1) * (isShort ? 0.5 : 1);
    }
}
