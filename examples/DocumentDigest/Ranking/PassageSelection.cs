using DocumentDigest.Text;

namespace DocumentDigest.Ranking;

/// <summary>Chooses passages that say much and repeat little (maximal marginal relevance).</summary>
internal static class PassageSelection
{
    private const double Relevance = 0.7;

    /// <summary>Below this, room is left empty rather than filled.</summary>
    private const double LeastScore = 0.35;

    /// <summary>Passages of together <paramref name="room"/> words at most, none of them in <paramref name="used"/>.</summary>
    public static IReadOnlySet<Passage> Select(IReadOnlyList<RankedPassage> passages, int room, IReadOnlySet<Passage> used)
    {
        List<RankedPassage> open = [.. passages.Where(passage => passage.Score >= LeastScore && !used.Contains(passage.Passage))];
        List<RankedPassage> selected = [];
        while (open.Where(passage => passage.Passage.Words <= room).MaxBy(passage => Gain(passage, selected)) is { } next)
        {
            selected.Add(next);
            open.Remove(next);
            room -= next.Passage.Words;
        }

        return selected.Select(passage => passage.Passage).ToHashSet();
    }

    private static double Gain(RankedPassage passage, List<RankedPassage> selected)
    {
        double repeated = selected.Count == 0 ? 0 : selected.Max(other => passage.Vector.Similarity(other.Vector));
        return (Relevance * passage.Score) - ((1 - Relevance) * repeated);
    }
}
