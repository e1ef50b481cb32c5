using Flujo.Rules;
using Xunit;

namespace Flujo.Generators.Tests.Rules;

public sealed class RuleBookTests
{
    public static TheoryData<string> Reasons =>
        [.. Enum.GetNames<UntracedReason>().Where(name => name != nameof(UntracedReason.None))];

    [Theory]
    [MemberData(nameof(Reasons))]
    public void EveryReason_HasOneDiagnosticAndASentence(string name)
    {
        UntracedReason reason = Enum.Parse<UntracedReason>(name);

        Assert.Matches("^FLJ(0001|200[1-9]|4001)$", RuleBook.IdOf(reason));
        Assert.Matches("^[^A-Z ].+[^. ]$", RuleBook.MessageOf(reason));
    }

    [Fact]
    public void EverySentence_IsSaidOnce()
    {
        string[] sentences = [.. Reasons.Select(row => RuleBook.MessageOf(Enum.Parse<UntracedReason>(row.Data)))];

        Assert.Equal(sentences.Length, sentences.Distinct().Count());
    }

    [Fact]
    public void NoReason_HasNoDiagnostic() => Assert.Throws<ArgumentOutOfRangeException>(() => RuleBook.IdOf(UntracedReason.None));

    [Theory]
    [InlineData("FLJ2001")]
    [InlineData("FLJ2002")]
    [InlineData("FLJ2003")]
    [InlineData("FLJ2004")]
    [InlineData("FLJ2005")]
    [InlineData("FLJ2006")]
    [InlineData("FLJ2007")]
    [InlineData("FLJ2008")]
    [InlineData("FLJ2009")]
    [InlineData("FLJ4001")]
    public void EveryDiagnosticOfThisKind_HasAReason(string id) =>
        Assert.Contains(Enum.GetValues<UntracedReason>(), reason => reason != UntracedReason.None && RuleBook.IdOf(reason) == id);
}
