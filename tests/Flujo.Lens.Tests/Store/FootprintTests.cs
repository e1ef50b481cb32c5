using Flujo.Lens.Tests.Support;

namespace Flujo.Lens.Tests.Store;

/// <summary>Reading leaves nothing behind.</summary>
public sealed class FootprintTests : IDisposable
{
    private readonly TestStore _store = new();

    public FootprintTests() => Samples.AddResearch(_store);

    public static TheoryData<string> Sessions => ["list", "get 4f0c", "show 4f0c", "trace 4f0c", "spans 4f0c", "stats", "show nothing"];

    public void Dispose() => _store.Dispose();

    [Theory]
    [MemberData(nameof(Sessions))]
    public void StoreWithoutAWriter_NoFileIsLeftBeside(string line)
    {
        _store.Close();

        Session.Run(_store, line.Split(' '));

        Assert.Equal(["store.db"], _store.FileNames);
    }

    [Theory]
    [InlineData("list")]
    [InlineData("stats")]
    public void VerbsThatLeaveNoAuditRecord_DoNotTouchTheFile(string line)
    {
        _store.Close();
        byte[] before = File.ReadAllBytes(_store.Path);

        Session.Run(_store, line.Split(' '));

        Assert.Equal(before, File.ReadAllBytes(_store.Path));
    }
}
