namespace DocumentDigest;

/// <summary>How much of what goes into one draft of the digest.</summary>
/// <param name="Length">The digest's greatest length in words.</param>
/// <param name="PassageWords">Room for passages, in words.</param>
/// <param name="Terms">How many key terms stand under each heading.</param>
internal sealed record DigestPlan(int Length, int PassageWords, int Terms)
{
    private const int MostTerms = 6;
    private const double OverallShare = 0.3;

    /// <summary>The first draft gives all the room to passages, as if headings and terms took none.</summary>
    public static DigestPlan First(int length) => new(length, length, MostTerms);

    /// <summary>Room for the passages that stand for all documents together.</summary>
    public int OverallWords => (int)(PassageWords * OverallShare);

    /// <summary>Room for the passages of the single documents.</summary>
    public int DocumentWords => PassageWords - OverallWords;

    /// <summary>The next plan after a draft of <paramref name="words"/> words: less room by what was too much, and one
    /// term less. Ends at a plan without passages and terms.</summary>
    public DigestPlan Tightened(int words)
    {
        int excess = Math.Max(words - Length, PassageWords / 20);
        return this with { PassageWords = Math.Max(0, PassageWords - excess), Terms = Math.Max(0, Terms - 1) };
    }
}
