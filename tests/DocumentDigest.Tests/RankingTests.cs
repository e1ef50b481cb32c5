using DocumentDigest.Ranking;
using DocumentDigest.Text;

namespace DocumentDigest.Tests;

public sealed class RankingTests
{
    private static readonly Document Harbour = MarkdownParser.Parse("harbour.md", """
        # Harbours

        A harbour shelters ships from the waves of the open sea. Ships in a harbour load and unload their cargo at a quay.
        The waves outside a harbour are what ships and cargo have to be sheltered from. My grandmother preferred strawberry jam
        on her toast.
        """);

    private static readonly Document Bread = MarkdownParser.Parse("bread.md", """
        # Bread

        Flour and water make a dough for bread. Yeast raises the dough before the bread is baked. Bakers in the harbour sell the bread.
        """);

    [Fact]
    public void PassageWithNothingInCommon_RanksLast()
    {
        TermWeights weights = TermWeights.Weigh([Harbour]);

        IReadOnlyList<RankedPassage> ranked = PassageRanking.Rank([.. Harbour.Passages], weights);

        Assert.Contains("strawberry", ranked[^1].Passage.Text);
    }

    [Fact]
    public void BestPassage_HasScoreOne()
    {
        TermWeights weights = TermWeights.Weigh([Harbour]);

        Assert.Equal(1, PassageRanking.Rank([.. Harbour.Passages], weights)[0].Score);
    }

    [Fact]
    public void KeyTerms_TellADocumentFromTheOthers()
    {
        TermWeights weights = TermWeights.Weigh([Harbour, Bread]);

        Assert.Contains("bread", weights.KeyTerms(Bread));
        Assert.DoesNotContain("harbour", weights.KeyTerms(Bread), StringComparer.OrdinalIgnoreCase);
    }

    [Fact]
    public void OverallTerms_AreThoseOfSeveralDocuments()
    {
        TermWeights weights = TermWeights.Weigh([Harbour, Bread]);

        Assert.Equal(["harbour"], weights.OverallTerms);
    }

    [Fact]
    public void Selection_TakesOneOfTwoThatSayTheSame()
    {
        Document document = MarkdownParser.Parse("a.md", """
            The tide raises the water in the harbour twice a day. The tide raises the water in the harbour twice each day.
            Fishermen wait for the tide before they leave the quay.
            """);
        TermWeights weights = TermWeights.Weigh([document]);
        RankedPassage[] ranked = [.. document.Passages.Zip([1, 0.9, 0.7], (passage, score) => new RankedPassage(passage, score, weights.VectorOf(passage)))];

        IReadOnlySet<Passage> selected = PassageSelection.Select(ranked, room: 21, new HashSet<Passage>());

        Assert.Equal(2, selected.Count);
        Assert.Contains(selected, passage => passage.Text.StartsWith("Fishermen", StringComparison.Ordinal));
    }

    [Fact]
    public void Selection_KeepsToItsRoom()
    {
        TermWeights weights = TermWeights.Weigh([Harbour]);
        IReadOnlyList<RankedPassage> ranked = PassageRanking.Rank([.. Harbour.Passages], weights);

        Assert.InRange(PassageSelection.Select(ranked, room: 15, new HashSet<Passage>()).Sum(passage => passage.Words), 1, 15);
    }

    [Theory]
    [InlineData("Harbours", "harbour")]
    [InlineData("batteries", "battery")]
    [InlineData("boxes", "box")]
    [InlineData("status", "status")]
    [InlineData("class", "class")]
    [InlineData("moon's", "moon")]
    [InlineData("the", "")]
    [InlineData("42", "")]
    public void Word_IsComparedByItsStem(string word, string stem) => Assert.Equal(stem, Tokenizer.Stem(word));
}
