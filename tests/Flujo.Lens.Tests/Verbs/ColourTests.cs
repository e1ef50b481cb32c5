using Flujo.Lens.Tests.Support;

namespace Flujo.Lens.Tests.Verbs;

public sealed class ColourTests : IDisposable
{
    private readonly TestStore _store = new();

    public ColourTests() => Samples.AddFailed(_store);

    public static TheoryData<string> Sessions => ["list", "show a77e", "trace a77e", "spans a77e", "stats"];

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData("list")]
    [InlineData("show a77e")]
    [InlineData("trace a77e")]
    [InlineData("spans a77e")]
    public void WithColours_FailedIsRed(string line) =>
        Assert.Contains("\u001b[31mfailed\u001b[0m", Session.InColour(_store, line.Split(' ')).Output, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Sessions))]
    public void WithoutColours_ThereAreNone(string line) =>
        Assert.DoesNotContain('\u001b', Session.OnTerminal(_store, line.Split(' ')).Output);

    [Theory]
    [MemberData(nameof(Sessions))]
    public void Json_IsNeverColoured(string line) =>
        Assert.DoesNotContain('\u001b', Session.InColour(_store, [.. line.Split(' '), "--json"]).Output);
}
