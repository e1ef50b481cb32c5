using Flujo.Lens.Tests.Support;

namespace Flujo.Lens.Tests.Verbs;

/// <summary>What a hand or a script may write wrong, for every verb that it can be written for.</summary>
public sealed class BadArgumentTests : IDisposable
{
    private static readonly string[] VerbsOfRuns = ["get", "show", "trace", "spans", "export", "delete", "audit"];
    private static readonly string[] OtherVerbs = ["list", "stats", "ship", "from-file x.json", "prune --keep 1", "status"];
    private static readonly string[] BadIds = ["%", "_", "a%", "*", "'", "\"", "'; DROP TABLE run_rows; --", "\u001b[31m", "@file", "\u202e", "\0", "日本", new('f', 100_000)];

    private readonly TestStore _store = new();

    public BadArgumentTests() => Samples.AddResearch(_store);

    public static TheoryData<string> IdVerbs => [.. VerbsOfRuns];

    public static TheoryData<string> AllVerbs => [.. VerbsOfRuns.Select(static verb => verb + " last"), .. OtherVerbs];

    public void Dispose() => _store.Dispose();

    [Theory]
    [MemberData(nameof(IdVerbs))]
    public void IdWithSpecialCharacters_IsJustNotFound(string verb) => Assert.All(BadIds, id =>
    {
        Session session = Session.Run(_store, verb, id);

        Assert.Equal((1, ""), (session.ExitCode, session.Output));
        Assert.Contains("no run in", session.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(session.Error, static c => (char.IsControl(c) && c != '\n') || c == '\u202e');
        Assert.InRange(session.Error.Length, 1, 2000);
    });

    [Theory]
    [MemberData(nameof(IdVerbs))]
    public void EmptyId_IsAUsageError(string verb) =>
        Assert.All((string[])["", " ", "run_", "\t"], id => AssertMisused(Session.Run(_store, verb, id)));

    [Theory]
    [MemberData(nameof(IdVerbs))]
    public void TwoIds_AreAUsageError(string verb) => AssertMisused(Session.Run(_store, verb, "4f0c", "a77e"));

    [Theory]
    [MemberData(nameof(AllVerbs))]
    public void WrongTimeout_IsAUsageError(string line) => Assert.All(
        (string[])["abc", "0", "-1", "", "NaN", "1e9", "99999999999999999999", "1,5"],
        value => AssertMisused(Session.Run(_store, [.. line.Split(' '), "--timeout", value])));

    [Theory]
    [MemberData(nameof(AllVerbs))]
    public void UnknownOption_IsAUsageError(string line) => AssertMisused(Session.Run(_store, [.. line.Split(' '), "--nosuchoption"]));

    [Theory]
    [MemberData(nameof(AllVerbs))]
    public void FlagWithAValue_IsAUsageError(string line) => AssertMisused(Session.Run(_store, [.. line.Split(' '), "--json=maybe"]));

    [Theory]
    [InlineData("list", "--limit")]
    [InlineData("audit", "--limit")]
    [InlineData("stats", "--hours")]
    public void NumberBelowOne_IsAUsageError(string verb, string option) => Assert.All(
        (string[])["0", "-1", "abc", "", "1.5", "99999999999"],
        value => AssertMisused(Session.Run(_store, verb, option, value)));

    [Theory]
    [InlineData("trace 4f0c")]
    [InlineData("from-file x.json")]
    public void WrongPreviewLength_IsAUsageError(string line) => Assert.All(
        (string[])["-2", "abc", "", "1.5"],
        value => AssertMisused(Session.Run(_store, [.. line.Split(' '), "--prompt-preview-len", value])));

    private static void AssertMisused(Session session)
    {
        Assert.Equal((2, ""), (session.ExitCode, session.Output));
        Assert.StartsWith("error: ", session.Error, StringComparison.Ordinal);
        Assert.Contains("--help", session.Error, StringComparison.Ordinal);
    }
}
