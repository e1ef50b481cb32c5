using System.Text;
using DocumentDigest.Ranking;
using DocumentDigest.Text;
using Flujo;

namespace DocumentDigest;

/// <summary>Writes one draft of the digest as Markdown.</summary>
internal static class DigestComposer
{
    [FlujoStep("compose_draft")]
    public static Digest Compose(RankedCollection collection, DigestPlan plan)
    {
        var text = new StringBuilder();
        IReadOnlyList<RankedDocument> documents = collection.Documents;
        IReadOnlySet<Passage> overall = new HashSet<Passage>();
        if (documents.Count > 1)
        {
            overall = PassageSelection.Select(collection.Passages, plan.OverallWords, overall);
            AppendHeading(text, $"# Digest of {documents.Count} documents", collection.Terms.Take(plan.Terms));
            AppendPassages(text, documents.SelectMany(document => document.Document.Passages).Where(overall.Contains));
        }

        double allWeight = documents.Sum(Weight);
        foreach (RankedDocument document in documents)
        {
            int room = documents.Count == 1 ? plan.PassageWords : (int)(plan.DocumentWords * Weight(document) / allWeight);
            IReadOnlySet<Passage> selected = PassageSelection.Select(document.Passages, room, overall);
            string level = documents.Count == 1 ? "#" : "##";
            AppendHeading(text, $"{level} {document.Document.Title} ({document.Document.Name})", document.KeyTerms.Take(plan.Terms));
            AppendPassages(text, document.Document.Passages.Where(selected.Contains));
        }

        string result = text.ToString().TrimEnd();
        return new Digest(result, CountWords(result), []);
    }

    /// <summary>The words of a Markdown text; what has no letter or digit is markup.</summary>
    internal static int CountWords(string markdown) =>
        markdown.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Count(word => word.Any(char.IsLetterOrDigit));

    // A document of four times the length gets twice the room, so that short ones are heard as well.
    private static double Weight(RankedDocument document) => Math.Sqrt(document.Document.Passages.Sum(passage => passage.Words));

    private static void AppendHeading(StringBuilder text, string heading, IEnumerable<string> terms)
    {
        text.Append(heading).Append("\n\n");
        string list = string.Join(", ", terms);
        if (list.Length > 0)
            text.Append("Terms: ").Append(list).Append("\n\n");
    }

    private static void AppendPassages(StringBuilder text, IEnumerable<Passage> passages)
    {
        int before = text.Length;
        foreach (Passage passage in passages)
            text.Append("- ").Append(passage.Text).Append('\n');
        if (text.Length > before)
            text.Append('\n');
    }
}
