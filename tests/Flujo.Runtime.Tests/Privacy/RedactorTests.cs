using Flujo.Privacy;
using Xunit;

namespace Flujo.Runtime.Tests.Privacy;

public sealed class RedactorTests
{
    private static readonly Redactor Plain = new([], []);

    public static TheoryData<string, string> Secrets => SecretTable.Rows;

    public static TheoryData<string> NearMisses => NearMissTable.Rows;

    [Fact]
    public void Corpus_HasAHundredOfEach()
    {
        Assert.True(SecretTable.Rows.Select(static row => row.Data.Item1).Distinct().Count() >= 100);
        Assert.True(NearMissTable.Rows.Select(static row => row.Data).Distinct().Count() >= 100);
    }

    [Theory]
    [MemberData(nameof(Secrets))]
    public void Secret_IsMasked(string text, string expected) => Assert.Equal(expected, Plain.Redact(text));

    [Theory]
    [MemberData(nameof(Secrets))]
    public void MaskedText_StaysAsItIs(string text, string expected)
    {
        string once = Plain.Redact(text);
        Assert.Equal(once, Plain.Redact(once));
        Assert.NotEmpty(expected);
    }

    [Theory]
    [MemberData(nameof(NearMisses))]
    public void NearMiss_IsTheSameInstance(string text) => Assert.Same(text, Plain.Redact(text));

    [Theory]
    [MemberData(nameof(Secrets))]
    public void SecretAmidProse_IsMasked(string text, string expected)
    {
        // Some values reach to the end of the line or of the text: prose goes before them.
        string prose = "Zeile 1 äöü 😀: all is well.\n";
        Assert.Equal(prose + expected, Plain.Redact(prose + text));
    }

    [Fact]
    public void InnocentText_AllocatesNothing()
    {
        string text = string.Concat(Enumerable.Repeat("The quick brown fox jumps over the lazy dog. ", 100));
        Plain.Redact(text);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Plain.Redact(text);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void RegisteredSecret_IsMaskedInsideLongerText()
    {
        Redactor redactor = new(["Tr0ub4dor", "dor-and-more"], []);
        Assert.Equal("x***y, ***!", redactor.Redact("xTr0ub4dory, Tr0ub4dor-and-more!"));
    }

    [Theory]
    [InlineData("{\"note\":\"a\\\"b/c\"}", "{\"note\":\"***\"}")]
    [InlineData("{\"note\":\"a\\u0022b/c\"}", "{\"note\":\"***\"}")]
    [InlineData("https://h/?q=a%22b%2Fc", "https://h/?q=***")]
    public void RegisteredSecretThatIsEscaped_IsMasked(string text, string expected)
    {
        Redactor redactor = new(["a\"b/c"], []);
        Assert.Equal(expected, redactor.Redact(text));
    }

    [Fact]
    public void BlankRegisteredSecret_IsIgnored()
    {
        Redactor redactor = new(["", " ", null!], []);
        Assert.Equal("a b", redactor.Redact("a b"));
    }

    [Fact]
    public void RegisteredHalfSurrogate_IsMasked()
    {
        Redactor redactor = new(["x\ud83d"], []);
        Assert.Equal("a***b", redactor.Redact("ax\ud83db"));
    }

    [Fact]
    public void CustomRule_IsApplied()
    {
        Redactor redactor = new([], [text => text.Replace("ACME-17", "***", StringComparison.Ordinal)], new StoppedClock());
        Assert.Equal("order *** and password=***", redactor.Redact("order ACME-17 and password=x"));
    }

    [Fact]
    public void CustomRuleThatThrows_MasksTheWhole()
    {
        Redactor redactor = new([], [_ => throw new InvalidOperationException("no")]);
        Assert.Equal("***", redactor.Redact("anything"));
    }

    [Fact]
    public void CustomRuleThatReturnsNull_MasksTheWhole()
    {
        Redactor redactor = new([], [_ => null!]);
        Assert.Equal("***", redactor.Redact("anything"));
    }

    [Fact]
    public void CustomRuleThatIsSlow_MasksTheWhole()
    {
        StoppedClock clock = new();
        Redactor redactor = new([], [text =>
        {
            clock.Pass(TimeSpan.FromMilliseconds(11));
            return text;
        }], clock);
        Assert.Equal("***", redactor.Redact("anything"));
    }

    [Fact]
    public void CustomRuleInTime_KeepsTheText()
    {
        StoppedClock clock = new();
        Redactor redactor = new([], [text =>
        {
            clock.Pass(TimeSpan.FromMilliseconds(9));
            return text;
        }], clock);
        Assert.Equal("anything", redactor.Redact("anything"));
    }
}
