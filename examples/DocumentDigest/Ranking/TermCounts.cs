using DocumentDigest.Text;

namespace DocumentDigest.Ranking;

/// <summary>How often the words and pairs of words occur in a text, and how they are written there.</summary>
internal sealed class TermCounts
{
    private const int FewestOccurrences = 2;

    /// <summary>A pair says more than a word, so it needs fewer occurrences to win.</summary>
    private const double PairBonus = 1.4;

    private readonly Dictionary<string, Dictionary<string, int>> _surfaces = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    private TermCounts()
    {
    }

    public IEnumerable<string> Terms => _counts.Keys;

    public int this[string term] => _counts[term];

    public static TermCounts Of(Document document)
    {
        var counts = new TermCounts();
        foreach (IReadOnlyList<Token> tokens in document.Passages.Select(passage => passage.Tokens))
        {
            for (int i = 0; i < tokens.Count; i++)
            {
                if (!tokens[i].HasMeaning)
                    continue;
                counts.Add(tokens[i].Stem, tokens[i].Surface, 1);
                if (i + 1 < tokens.Count && tokens[i + 1].HasMeaning && tokens[i].Stem != tokens[i + 1].Stem)
                    counts.Add($"{tokens[i].Stem} {tokens[i + 1].Stem}", $"{tokens[i].Surface} {tokens[i + 1].Surface}", 1);
            }
        }

        return counts;
    }

    public static TermCounts Sum(IEnumerable<TermCounts> parts)
    {
        var sum = new TermCounts();
        foreach (TermCounts part in parts)
            foreach ((string term, Dictionary<string, int> surfaces) in part._surfaces)
                foreach ((string surface, int count) in surfaces)
                    sum.Add(term, surface, count);
        return sum;
    }

    /// <summary>The best terms as they are mostly written; a word that a better pair contains is not named again.</summary>
    public IReadOnlyList<string> Best(int most, Func<string, double> score)
    {
        IEnumerable<string> ordered = _counts.Keys
            .Where(term => _counts[term] >= FewestOccurrences)
            .Select(term => (Term: term, Score: score(term) * (IsPair(term) ? PairBonus : 1)))
            .Where(entry => entry.Score > 0)
            .OrderByDescending(entry => entry.Score)
            .ThenBy(entry => entry.Term, StringComparer.Ordinal)
            .Select(entry => entry.Term);
        List<string> best = [];
        foreach (string term in ordered)
        {
            if (best.Count == most)
                break;
            if (!best.Any(other => other.Split(' ').Intersect(term.Split(' ')).Any()))
                best.Add(term);
        }

        return [.. best.Select(Written)];
    }

    private static bool IsPair(string term) => term.Contains(' ');

    private string Written(string term) => _surfaces[term].OrderByDescending(entry => entry.Value).ThenByDescending(entry => entry.Key, StringComparer.Ordinal).First().Key;

    private void Add(string term, string surface, int count)
    {
        _counts[term] = _counts.GetValueOrDefault(term) + count;
        if (!_surfaces.TryGetValue(term, out Dictionary<string, int>? surfaces))
            _surfaces[term] = surfaces = new Dictionary<string, int>(StringComparer.Ordinal);
        surfaces[surface] = surfaces.GetValueOrDefault(surface) + count;
    }
}
