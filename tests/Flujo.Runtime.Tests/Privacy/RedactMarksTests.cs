using System.Text.Json;
using System.Text.Json.Serialization;
using Flujo.Privacy;
using Xunit;

namespace Flujo.Runtime.Tests.Privacy;

/// <summary>What is marked [FlujoRedact] is not recorded, wherever in a type's lineage the mark stands and as whatever the value is declared.</summary>
public sealed class RedactMarksTests
{
    private const int Limit = 1000;

    private static readonly Sanitizer Sanitizer = new(new Redactor([], []), new TextLimits());

    public static TheoryData<object, string> Marked => new()
    {
        { new Person("bob", "4711"), """{"User":"bob"}""" },
        { new Employee("bob", "4711", 7), """{"Number":7,"User":"bob"}""" },
        { new Door { Code = "4711", Floor = 2 }, """{"Floor":2}""" },
        { new Safe(), """{"Floor":3}""" },
        { new { Inner = new Person("bob", "4711") }, """{"Inner":{"User":"bob"}}""" },
        { new[] { new Employee("bob", "4711", 7) }, """[{"Number":7,"User":"bob"}]""" },
        { new Dictionary<string, Person> { ["a"] = new("bob", "4711") }, """{"a":{"User":"bob"}}""" },
        { (new Person("bob", "4711"), 1), """{"Item1":{"User":"bob"},"Item2":1}""" },
        // Declared as something that marks nothing, and of a type that does.
        { new { Item = (Account)new SecretAccount() }, """{"Item":{"Bank":"b"}}""" },
        { new List<Account> { new SecretAccount(), new() }, """[{"Bank":"b"},{"Iban":"4711","Bank":"b"}]""" },
        { new { Item = (IDoor)new Door { Code = "4711", Floor = 2 } }, """{"Item":{"Floor":2}}""" },
        { new { Item = (IFloor)new Basement() }, """{"Item":{}}""" },
        { new Renamed { Pin = "4711", Name = "x" }, """{"n":"x"}""" },
        { new Shadowing { Pin = 1 }, """{"User":"s"}""" },
        { new Converted { Pin = "4711" }, "(not recorded: properties are marked [FlujoRedact], and a converter of its own writes the type)" },
    };

    [Theory]
    [MemberData(nameof(Marked))]
    public void MarkedProperty_IsNotWritten(object value, string expected) => Assert.Equal(expected, new ValueWriter(Sanitizer).Write(value, Limit));

    public static TheoryData<object> Around =>
    [
        new Person("bob", "4711"), new Employee("bob", "4711", 7), new Wrapper(new Person("bob", "4711")), new Box<Person>(new Person("bob", "4711")),
        new Outer(new Box<Employee>(new Employee("bob", "4711", 7))), (1, new Person("bob", "4711")), new Door { Code = "4711" },
    ];

    [Theory]
    [MemberData(nameof(Around))]
    public void TypeAroundAMarkedOne_IsNotWrittenByItsToString(object value)
    {
        List<string> notes = [];
        string text = new ValueWriter(Sanitizer, null, notes.Add, allowReflection: false).Write(value, Limit);
        Assert.StartsWith("(not recorded: properties are marked [FlujoRedact]", text, StringComparison.Ordinal);
        Assert.Equal([text], notes);
    }

    private record Person(string User, [FlujoRedact] string Pin);

    private sealed record Employee(string User, string Pin, int Number) : Person(User, Pin);

    private sealed record Wrapper(Person Person);

    private sealed record Box<T>(T Content);

    private sealed record Outer(Box<Employee> Box);

    private interface IFloor
    {
        int Floor { get; }
    }

    private interface IDoor : IFloor
    {
        [FlujoRedact]
        string Code { get; }
    }

    private class Door : IDoor
    {
        public string Code { get; init; } = "";

        public int Floor { get; init; }
    }

    private sealed class Safe : IDoor
    {
        public string Code => throw new InvalidOperationException();

        [JsonIgnore]
        public string Other => "";

        public int Floor => 3;

        string IDoor.Code => "4711";
    }

    private sealed class Basement : IFloor
    {
        [FlujoRedact]
        public int Floor => -1;
    }

    private class Account
    {
        public virtual string Iban => "4711";

        public string Bank => "b";
    }

    private sealed class SecretAccount : Account
    {
        [FlujoRedact]
        public override string Iban => "4711";
    }

    private sealed class Renamed
    {
        [FlujoRedact, JsonPropertyName("p")]
        public string Pin { get; init; } = "";

        [JsonPropertyName("n")]
        public string Name { get; init; } = "";
    }

    private sealed record Shadowing() : Person("s", "4711")
    {
        public new int Pin { get; init; }
    }

    [JsonConverter(typeof(TellsAll))]
    private sealed class Converted
    {
        [FlujoRedact]
        public string Pin { get; init; } = "";
    }

    private sealed class TellsAll : JsonConverter<Converted>
    {
        public override Converted? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, Converted value, JsonSerializerOptions options) => writer.WriteStringValue(value.Pin);
    }
}
