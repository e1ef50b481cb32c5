using DocumentDigest.Text;
using Flujo;

namespace DocumentDigest.Ranking;

/// <summary>How telling each term is: the more often in one place and the fewer places, the more (TF-IDF). Immutable.</summary>
internal sealed class TermWeights
{
    private const int MostTerms = 10;

    private readonly Dictionary<string, int> _sections;
    private readonly int _sectionCount;
    private readonly Dictionary<Document, TermCounts> _counts;
    private readonly Dictionary<string, int> _documents;

    private TermWeights(IReadOnlyList<Document> documents)
    {
        IReadOnlyList<Section> sections = [.. documents.SelectMany(document => document.Sections)];
        _sectionCount = sections.Count;
        _sections = sections
            .SelectMany(section => section.Passages.SelectMany(Stems).Distinct())
            .CountBy(stem => stem)
            .ToDictionary();
        _counts = documents.ToDictionary(document => document, TermCounts.Of);
        _documents = _counts.Values.SelectMany(counts => counts.Terms).CountBy(term => term).ToDictionary();
        OverallTerms = FindOverallTerms();
    }

    /// <summary>The terms that most documents speak of, best first.</summary>
    public IReadOnlyList<string> OverallTerms { get; }

    [FlujoStep("weigh_terms")]
    public static TermWeights Weigh(IReadOnlyList<Document> documents) => new(documents);

    /// <summary>The passage as a vector of its terms.</summary>
    public TermVector VectorOf(Passage passage) =>
        new(Stems(passage), stem => Math.Log(1 + ((double)_sectionCount / _sections.GetValueOrDefault(stem, 1))));

    /// <summary>The terms that tell this document from the others, best first.</summary>
    public IReadOnlyList<string> KeyTerms(Document document)
    {
        TermCounts counts = _counts[document];
        return counts.Best(MostTerms, term => Frequency(counts[term]) * Math.Log(1 + ((double)_counts.Count / _documents[term])));
    }

    private IReadOnlyList<string> FindOverallTerms()
    {
        var all = TermCounts.Sum(_counts.Values);
        int fewest = Math.Min(2, _counts.Count);
        return all.Best(MostTerms, term => _documents[term] >= fewest ? Frequency(all[term]) * Math.Sqrt(_documents[term]) : 0);
    }

    private static double Frequency(int count) => Math.Sqrt(count);

    private static IEnumerable<string> Stems(Passage passage) =>
        passage.Tokens.Where(token => token.HasMeaning).Select(token => token.Stem);
}
