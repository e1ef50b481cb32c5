using Flujo.Runtime.Tests.Draining;
using Flujo.Storage;
using Xunit;

namespace Flujo.Runtime.Tests.Storage;

public sealed class StoreLocationTests
{
    [Theory]
    [InlineData("sqlite:////abs/x.db", "/abs/x.db")]
    [InlineData("SQLITE:////abs/x.db", "/abs/x.db")]
    [InlineData("sqlite:////abs/with%20blank.db", "/abs/with blank.db")]
    [InlineData("  /abs/x.db ", "/abs/x.db")]
    [InlineData("/abs/../x.db", "/x.db")]
    [InlineData("/abs/100%.db", "/abs/100%.db")]
    [InlineData("/abs/it's [a] *store*?.db", "/abs/it's [a] *store*?.db")]
    public void AbsolutePath_IsTakenAsItIs(string uri, string expected) => Assert.Equal(expected, StoreLocation.Parse(uri).Path);

    [Theory]
    [InlineData("sqlite:///rel/x.db", "rel/x.db")]
    [InlineData("rel/x.db", "rel/x.db")]
    [InlineData("x.db", "x.db")]
    public void RelativePath_IsBelowTheCurrentDirectory(string uri, string expected) =>
        Assert.Equal(Path.Combine(Environment.CurrentDirectory, expected), StoreLocation.Parse(uri).Path);

    [Theory]
    [InlineData("memory:")]
    [InlineData(":memory:")]
    [InlineData("sqlite://:memory:")]
    [InlineData("sqlite:///:memory:")]
    public void Memory_HasNoPath(string uri) => Assert.True(StoreLocation.Parse(uri).IsMemory);

    [Fact]
    public void LinkToAStore_IsTheStoreItself()
    {
        using var folder = new StoreFolder();
        File.CreateSymbolicLink(folder.At("link.db"), folder.Store);
        Assert.Equal(folder.Store, StoreLocation.Parse(folder.At("link.db")).Path);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("sqlite:")]
    [InlineData("sqlite://")]
    [InlineData("sqlite:///")]
    [InlineData("sqlite:x.db")]
    [InlineData("sqlite://host/x.db")]
    [InlineData("postgres://host/db")]
    [InlineData("http://host/x.db")]
    [InlineData("a\0b")]
    [InlineData("sqlite:///a%00b")]
    public void AnythingElse_IsRefusedAndNamed(string uri)
    {
        var error = Assert.Throws<FormatException>(() => StoreLocation.Parse(uri));
        Assert.Contains(uri, error.Message, StringComparison.Ordinal);
        Assert.Contains("sqlite:///", error.Message, StringComparison.Ordinal);
    }
}
