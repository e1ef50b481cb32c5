using Flujo.Costs;
using Flujo.Runtime.Tests.Api;
using Xunit;

namespace Flujo.Runtime.Tests.Costs;

public sealed class PricingTests
{
    private const string File = """
        {
          "table": "list prices",
          "unit": "usd_per_million_tokens",
          "models": {
            "large": { "input": 2.5, "output": 10, "cached_input": 1.25, "reasoning": 12 },
            "large-*": { "input": 3, "output": 11 },
            "large-2026-*": { "input": 4, "output": 12 },
            "half": { "input": 1 },
            "free": { "input": 0, "output": 0 },
          }
        }
        """;

    [Theory]
    [InlineData("large", 1_000_000, 1_000_000, 0, 0, "12.5")]
    [InlineData("large", 1_000_000, 1_000_000, 400_000, 0, "12.0")]
    [InlineData("large", 1_000_000, 1_000_000, 0, 500_000, "13.5")]
    [InlineData("large", 1_000_000, 1_000_000, 1_000_000, 1_000_000, "13.25")]
    [InlineData("LARGE", 1, 0, 0, 0, "0.0000025")]
    [InlineData("large-2025-01-01", 1_000_000, 0, 0, 0, "3")]
    [InlineData("large-2026-01-01", 1_000_000, 0, 1_000, 0, "4")]
    [InlineData("half", 1_000_000, 0, 0, 0, "1")]
    [InlineData("half", 1_000_000, 1, 0, 0, null)]
    [InlineData("free", 5, 5, 0, 0, "0")]
    [InlineData("unheard-of", 5, 5, 0, 0, null)]
    public void Tokens_HaveThePriceOfTheirPart(string model, long input, long output, long cached, long reasoning, string? usd)
    {
        using TempFolder folder = new();
        Pricing pricing = Pricing.From(new FlujoOptions { PriceFile = Write(folder, File) });
        (decimal Usd, string Source)? cost = pricing.Of(model, input, output, cached, reasoning);
        Assert.Equal(usd is null ? null : decimal.Parse(usd, System.Globalization.CultureInfo.InvariantCulture), cost?.Usd);
        Assert.Equal(usd is null ? null : "table list prices", cost?.Source);
    }

    [Fact]
    public void ProgramsOwnPrice_ComesBeforeTheFiles()
    {
        using TempFolder folder = new();
        var options = new FlujoOptions { PriceFile = Write(folder, File), Prices = { { "large", 1, 1 } } };
        Assert.Equal((1m, "table program"), Pricing.From(options).Of("large", 1_000_000, 0, 0, 0));
        Assert.Equal((3m, "table list prices"), Pricing.From(options).Of("large-x", 1_000_000, 0, 0, 0));
        options.Prices.Name = "contract of May";
        Assert.Equal((1m, "table contract of May"), Pricing.From(options).Of("large", 1_000_000, 0, 0, 0));
    }

    [Theory]
    [InlineData("""{"models":{"good":{"input":1,"output":1},"bad":{"input":-1,"output":1}}}""")]
    [InlineData("""{"models":{"good":{"input":1,"output":1},"bad":{"input":"1","output":1}}}""")]
    [InlineData("""{"models":{"good":{"input":1,"output":1},"bad":{"input":1e30,"output":1}}}""")]
    [InlineData("""{"models":{"good":{"input":1,"output":1},"bad":{"input":1000001,"output":1}}}""")]
    [InlineData("""{"models":{"good":{"input":1,"output":1},"bad":{"inputs":1}}}""")]
    [InlineData("""{"models":{"good":{"input":1,"output":1},"bad":7}}""")]
    [InlineData("""{"models":{"good":{"input":1,"output":1},"bad":null}}""")]
    [InlineData("""{"models":{"good":{"input":1,"output":1},"":{"input":1,"output":1}}}""")]
    public void EntryThatMakesNoSense_IsLeftOutWithANote(string json)
    {
        using TempFolder folder = new();
        NoteCount notes = new(PriceCheck.Cause);
        Pricing pricing = Pricing.From(new FlujoOptions { PriceFile = Write(folder, json) });
        Assert.True(notes.Since >= 1);
        Assert.Equal((2m, "table prices.json"), pricing.Of("good", 1_000_000, 1_000_000, 0, 0));
        Assert.Null(pricing.Of("bad", 1, 1, 0, 0));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"models":[]}""")]
    [InlineData("""{"unit":"eur","models":{"good":{"input":1,"output":1}}}""")]
    [InlineData("""{"models":{"good":{"input":NaN}}}""")]
    public void FileThatIsNoTable_GivesANoteAndNoPrices(string json)
    {
        using TempFolder folder = new();
        NoteCount notes = new("price_file_unreadable");
        Pricing pricing = Pricing.From(new FlujoOptions { PriceFile = Write(folder, json) });
        Assert.True(notes.Since >= 1);
        Assert.Null(pricing.Of("good", 1, 1, 0, 0));
    }

    [Theory]
    [InlineData("/nowhere/at all/prices.json")]
    [InlineData("/dev/zero")]
    [InlineData("/")]
    [InlineData("a\0b")]
    [InlineData("   ")]
    public void PathThatLeadsToNoFile_GivesANote(string path)
    {
        NoteCount notes = new("price_file_unreadable");
        Assert.Null(Pricing.From(new FlujoOptions { PriceFile = path }).Of("large", 1, 1, 0, 0));
        Assert.True(notes.Since >= 1);
    }

    [Fact]
    public void HugeFile_GivesANoteAndIsNotReadWhole()
    {
        using TempFolder folder = new();
        NoteCount notes = new("price_file_unreadable");
        string path = Path.Combine(folder.Path, "prices.json");
        using (FileStream file = System.IO.File.Create(path))
        {
            file.SetLength(10L * 1024 * 1024 * 1024);
        }

        Assert.Null(Pricing.From(new FlujoOptions { PriceFile = path }).Of("large", 1, 1, 0, 0));
        Assert.True(notes.Since >= 1);
    }

    [Fact]
    public void ModelThatIsThereTwice_HasItsFirstPriceAndANote()
    {
        using TempFolder folder = new();
        NoteCount notes = new(PriceCheck.Cause);
        Pricing pricing = Pricing.From(new FlujoOptions { PriceFile = Write(folder, """{"models":{"large":{"input":1},"LARGE":{"input":2},"large":{"input":3}}}""") });
        Assert.True(notes.Since >= 2);
        Assert.Equal(1m, pricing.Of("Large", 1_000_000, 0, 0, 0)?.Usd);
    }

    [Fact]
    public void UnknownFieldOfTheTable_GivesANoteAndTheRestHolds()
    {
        using TempFolder folder = new();
        NoteCount notes = new(PriceCheck.Cause);
        Pricing pricing = Pricing.From(new FlujoOptions { PriceFile = Write(folder, """{"$schema":"x","currency":"EUR","models":{"large":{"input":1}}}""") });
        Assert.Equal((1m, "table prices.json"), pricing.Of("large", 1_000_000, 0, 0, 0));
        Assert.True(notes.Since >= 1);
    }

    [Fact]
    public void FileThatBeginsWithAByteOrderMark_IsRead()
    {
        using TempFolder folder = new();
        string path = Path.Combine(folder.Path, "prices.json");
        System.IO.File.WriteAllText(path, File, System.Text.Encoding.UTF8);
        Assert.Equal(2.5m, Pricing.From(new FlujoOptions { PriceFile = path }).Of("large", 1_000_000, 0, 0, 0)?.Usd);
    }

    [Fact]
    public void EntriesOfTheProgramThatMakeNoSense_AreLeftOutWithANote()
    {
        NoteCount notes = new(PriceCheck.Cause);
        var options = new FlujoOptions { Prices = { { "good", 1, 1 }, { "bad", -1, 1 }, { " ", 1, 1 } } };
        options.Prices["none"] = null!;
        Pricing pricing = Pricing.From(options);
        Assert.True(notes.Since >= 3);
        Assert.NotNull(pricing.Of("good", 1, 1, 0, 0));
        Assert.Null(pricing.Of("bad", 1, 1, 0, 0));
    }

    [Fact]
    public void MostTokensAtTheHighestPrice_DoNotOverflow()
    {
        Pricing pricing = Pricing.From(new FlujoOptions { Prices = { { "dear", PriceCheck.Highest, PriceCheck.Highest } } });
        Assert.Equal(2_000_000_000_000m, pricing.Of("dear", 1_000_000_000_000, 1_000_000_000_000, 0, 0)?.Usd);
    }

    private static string Write(TempFolder folder, string json)
    {
        string path = Path.Combine(folder.Path, "prices.json");
        System.IO.File.WriteAllText(path, json);
        return path;
    }
}
