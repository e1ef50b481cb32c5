using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Flujo.Privacy;
using Xunit;

namespace Flujo.Runtime.Tests.Privacy;

public sealed class ValueWriterTests
{
    private const int Limit = 1000;

    private static readonly Sanitizer Sanitizer = new(new Redactor([], []), new TextLimits());
    private static readonly ValueWriter Reflecting = new(Sanitizer);

    public static TheoryData<object?, string> PlainValues { get; } = new()
    {
        { null, "null" }, { "text", "text" }, { "", "" }, { "password=x", "password=***" }, { true, "true" }, { false, "false" }, { 'c', "c" },
        { 42, "42" }, { -1L, "-1" }, { 1.5, "1.5" }, { 1e300, "1E+300" }, { 0.1f, "0.1" }, { 12.50m, "12.50" }, { ulong.MaxValue, "18446744073709551615" },
        { double.NaN, "NaN" }, { new Guid("3f2504e0-4f89-11d3-9a0c-0305e82c3301"), "3f2504e0-4f89-11d3-9a0c-0305e82c3301" },
        { new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), "2026-01-02T03:04:05.0000000Z" },
        { new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)), "2026-01-02T03:04:05.0000000+02:00" },
        { new DateOnly(2026, 1, 2), "2026-01-02" }, { new TimeOnly(3, 4, 5), "03:04:05.0000000" }, { TimeSpan.FromSeconds(90), "00:01:30" },
        { DayOfWeek.Friday, "Friday" }, { FlujoCapture.All, "All" }, { new Uri("https://bob:x1@h/"), "https://bob:***@h/" },
        { new Version(1, 2), "1.2" }, { new byte[12], "(12 bytes)" }, { typeof(string), "System.String" }, { new StringBuilder("ab"), "ab" },
        { new InvalidOperationException("no"), "InvalidOperationException: no" },
        { System.Numerics.BigInteger.Pow(10, 20), "100000000000000000000" }, { System.Numerics.BigInteger.Pow(2, 9000), "(an integer of 9001 bits)" },
    };

    [Theory]
    [MemberData(nameof(PlainValues))]
    public void PlainValue_IsWrittenAsText(object? value, string expected) => Assert.Equal(expected, Reflecting.Write(value, Limit));

    public static TheoryData<object, string> JsonValues { get; } = new()
    {
        { new { Name = "x", Count = 2, Day = DayOfWeek.Friday }, """{"Name":"x","Count":2,"Day":"Friday"}""" },
        { new[] { 1, 2 }, "[1,2]" },
        { new List<string> { "a", "token: abc" }, """["a","token: ***"]""" },
        { new HashSet<int> { 1 }, "[1]" },
        { new Dictionary<string, object> { ["password"] = "x", ["n"] = 1 }, """{"password":"***","n":1}""" },
        { new Dictionary<string, string> { ["a b"] = "c" }, """{"a b":"c"}""" },
        { new List<KeyValuePair<string, string>> { new("password", "x") }, """[{"Key":"password","Value":"***"}]""" },
        { (1, "two"), """{"Item1":1,"Item2":"two"}""" },
        { new { Text = "a\"b<c>ä😀" }, """{"Text":"a\"b<c>ä😀"}""" },
        { new { Text = "x\ud83dy" }, "{\"Text\":\"x\uFFFDy\"}" },
        { JsonDocument.Parse("""{"password":"x"}"""), """{"password":"***"}""" },
        { JsonDocument.Parse("""[1, "secret=x"]""").RootElement, """[1,"secret=***"]""" },
        { new JsonObject { ["token"] = "x", ["n"] = 1 }, """{"token":"***","n":1}""" },
        { new WithField(), """{"Property":1}""" },
        { new Credentials("bob", "hunter2", "1234"), """{"User":"bob"}""" },
        { new Derived { Hidden = "x", Shown = "y" }, """{"Shown":"y"}""" },
    };

    [Theory]
    [MemberData(nameof(JsonValues))]
    public void OtherValue_IsWrittenAsJson(object value, string expected) => Assert.Equal(expected, Reflecting.Write(value, Limit));

    [Fact]
    public void NumberInAnotherCulture_IsInvariant()
    {
        CultureInfo culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = culture;
        try
        {
            Assert.Equal("1.5", Reflecting.Write(1.5m, Limit));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("password", "hunter2", "***")]
    [InlineData("token", 42, "42")]
    [InlineData("apiKey", 4242, "***")]
    [InlineData("query", "hunter2", "hunter2")]
    public void NamedValue_IsMaskedByItsName(string name, object value, string expected) =>
        Assert.Equal(expected, Reflecting.Write(value, Limit, name));

    [Fact]
    public void ObjectNamedLikeASecret_IsMasked() => Assert.Equal("***", Reflecting.Write(new { A = 1 }, Limit, "clientSecret"));

    public static TheoryData<object, string> Unwritable { get; } = new()
    {
        { new Throwing(), "(not recorded: InvalidOperationException in a getter)" },
        { new Node(), "(not recorded: a cycle, or more than 64 levels)" },
        { new { Score = double.NaN }, "(not recorded: NaN, infinity, or another value that JSON does not have)" },
        { Enumerable.Range(0, 3).Where(i => i > 0), "(not recorded: a value of type " },
        { new MemoryStream(), "(not recorded: a value of type MemoryStream)" },
        { Task.CompletedTask, "(not recorded: a value of type " },
        { () => { }, "(not recorded: a value of type " },
        { CancellationToken.None, "(not recorded: a value of type CancellationToken)" },
    };

    [Theory]
    [MemberData(nameof(Unwritable))]
    public void UnwritableValue_GivesANoteInItsPlace(object value, string expected)
    {
        List<string> notes = [];
        string text = new ValueWriter(Sanitizer, note: notes.Add).Write(value, Limit);
        Assert.StartsWith(expected, text, StringComparison.Ordinal);
        Assert.Equal([text], notes);
    }

    [Fact]
    public void ThrowingNote_IsSwallowed()
    {
        ValueWriter writer = new(Sanitizer, note: _ => throw new InvalidOperationException());
        Assert.StartsWith("(not recorded: ", writer.Write(new MemoryStream(), Limit), StringComparison.Ordinal);
    }

    [Fact]
    public void LazySequenceInAProperty_IsNotEnumerated()
    {
        Once sequence = new();
        Assert.Equal("""{"N":1}""", Reflecting.Write(new { N = 1, Items = (IEnumerable)sequence }, Limit));
        Assert.Equal(0, sequence.Enumerations);
    }

    [Fact]
    public void LongString_IsCut()
    {
        string text = Reflecting.Write(new { Text = new string('x', 5_000_000) }, Limit);
        Assert.StartsWith("{\"Text\":\"xxx", text, StringComparison.Ordinal);
        Assert.EndsWith(" bytes)", text, StringComparison.Ordinal);
        Assert.Equal(Limit, Encoding.UTF8.GetByteCount(text));
    }

    [Fact]
    public void LongList_IsSerialisedUpToTheBoundOnly()
    {
        CountedList list = new(10_000_000);
        string text = Reflecting.Write(list, Limit);
        Assert.StartsWith("[0,1,2,", text, StringComparison.Ordinal);
        Assert.EndsWith(" bytes)", text, StringComparison.Ordinal);
        Assert.InRange(list.Read, 1, 20_000);
    }

    [Fact]
    public void LongDocument_TellsItsLength()
    {
        string text = Reflecting.Write(Enumerable.Range(0, 400).ToArray(), Limit);
        Assert.EndsWith("… (cut, 1491 bytes)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void SecretAtTheEndOfALongString_LeavesNoPart()
    {
        int window = Sanitizer.WindowFor(32 * 1024);
        for (int before = 0; before < 50; before++)
        {
            string filler = string.Concat(Enumerable.Repeat("password=" + new string('y', 500) + "\n", 100))[..(window - before)];
            string text = Reflecting.Write(new { Text = filler + "\nghp_16C7e42F292c6912E7710c838347Ae178B4a" + new string(' ', 9000) }, Limit);
            Assert.DoesNotContain("ghp", text, StringComparison.Ordinal);
        }
    }

    private sealed record Credentials(string User, [FlujoRedact] string Password, [property: FlujoRedact] string Pin);

    private class Base
    {
        [FlujoRedact]
        public virtual string Hidden { get; set; } = "";
    }

    private sealed class Derived : Base
    {
        public override string Hidden { get; set; } = "";

        public string Shown { get; set; } = "";
    }

    private sealed class WithField
    {
        public int Field = 2;

        public int Property => Field - 1;
    }

    private sealed class Throwing
    {
        public int Value => throw new InvalidOperationException("password=x");
    }

    private sealed class Node
    {
        public Node Next => this;
    }

    private sealed class Once : IEnumerable
    {
        public int Enumerations { get; private set; }

        public IEnumerator GetEnumerator()
        {
            Enumerations++;
            return Array.Empty<int>().GetEnumerator();
        }
    }

    private sealed class CountedList(int count) : IReadOnlyCollection<int>
    {
        public int Read { get; private set; }

        public int Count => count;

        public IEnumerator<int> GetEnumerator()
        {
            for (Read = 0; Read < count; Read++)
                yield return Read;
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
