using DocumentDigest.Ranking;
using DocumentDigest.Text;
using Flujo;

namespace DocumentDigest;

/// <summary>The steps in their order. Each step is an ordinary method; what Flujo adds is the attribute.</summary>
internal static class DigestPipeline
{
    private const int MaxRounds = 12;

    /// <summary>So many passages of each document compete to stand for all.</summary>
    private const int BestPerDocument = 3;

    /// <summary>From this many passages on, a document is ranked section by section first.</summary>
    private const int LongDocument = 50;

    public static async Task<Digest> RunAsync(DigestOptions options, CancellationToken cancellation)
    {
        IReadOnlyList<FoundDocument> found = DocumentFinder.Find(options.Paths);
        ReadResult read = await ReadDocumentsAsync(found, cancellation);
        TermWeights weights = TermWeights.Weigh(read.Documents);
        RankedCollection ranked = RankDocuments(read.Documents, weights);
        Digest digest = Tighten(ranked, options.Length) with { Skipped = read.Skipped };
        await WriteAsync(digest, options.Output, cancellation);
        return digest;
    }

    /// <summary>Reads and parses the documents in parallel; one that cannot be read is left out and named.</summary>
    [FlujoStep]
    private static async Task<ReadResult> ReadDocumentsAsync(IReadOnlyList<FoundDocument> found, CancellationToken cancellation)
    {
        var documents = new Document?[found.Count];
        var skipped = new SkippedDocument?[found.Count];
        await Parallel.ForEachAsync(Enumerable.Range(0, found.Count), cancellation, async (i, token) =>
        {
            try
            {
                string text = await DocumentReader.ReadAsync(found[i].Path, token);
                documents[i] = MarkdownParser.Parse(found[i].Name, text);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                skipped[i] = new SkippedDocument(found[i].Name, error.Message);
            }
        });

        var result = new ReadResult(
            [.. documents.OfType<Document>().Where(document => document.Passages.Any())],
            [.. skipped.OfType<SkippedDocument>()]);
        return result.Documents.Count > 0
            ? result
            : throw new DigestException($"None of the {found.Count} documents could be read or holds a sentence.");
    }

    /// <summary>Ranks each document, in parallel, and then the best of each against one another.</summary>
    [FlujoStep]
    private static RankedCollection RankDocuments(IReadOnlyList<Document> documents, TermWeights weights)
    {
        RankedDocument[] ranked = [.. documents.AsParallel().AsOrdered().Select(document => RankDocument(document, weights))];
        IEnumerable<Passage> best = ranked.SelectMany(document => document.Passages.Take(BestPerDocument)).Select(passage => passage.Passage);
        return new RankedCollection(ranked, PassageRanking.Rank([.. best], weights), weights.OverallTerms);
    }

    [FlujoStep]
    private static RankedDocument RankDocument(Document document, TermWeights weights)
    {
        FlujoTrace.Current.SetAttribute("document", document.Name);
        IReadOnlyList<Passage> candidates = [.. document.Passages];
        bool isLong = candidates.Count >= LongDocument;

        // Ranking compares every passage with every other: for a long document only the best of each section compete.
        using FlujoSpan size = FlujoTrace.StartBranch("document_size", isLong ? "long" : "short");
        if (isLong)
            candidates = [.. document.Sections.SelectMany(section => PassageRanking.BestOfSection(section, weights))];
        return new RankedDocument(document, PassageRanking.Rank(candidates, weights), weights.KeyTerms(document));
    }

    /// <summary>Composes the digest again and again, each time with less room for passages, until it fits.</summary>
    private static Digest Tighten(RankedCollection collection, int length)
    {
        using FlujoSpan loop = FlujoTrace.StartLoop("tighten");
        var plan = DigestPlan.First(length);
        for (int round = 1; ; round++)
        {
            using FlujoSpan iteration = FlujoTrace.StartIteration(round);
            Digest digest = DigestComposer.Compose(collection, plan);
            iteration.SetAttribute("words", digest.Words);
            if (digest.Words <= length || round == MaxRounds)
                return digest;
            plan = plan.Tightened(digest.Words);
        }
    }

    [FlujoStep("write_digest")]
    private static async Task WriteAsync(Digest digest, string? file, CancellationToken cancellation)
    {
        if (file is null)
        {
            Console.WriteLine(digest.Text);
            return;
        }

        await File.WriteAllTextAsync(file, digest.Text, cancellation);
        Console.WriteLine($"{digest.Words} words written to {Path.GetFullPath(file)}");
    }
}
