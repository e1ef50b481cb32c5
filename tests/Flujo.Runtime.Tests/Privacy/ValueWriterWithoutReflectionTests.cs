using System.Text.Json.Serialization;
using Flujo.Privacy;
using Xunit;

namespace Flujo.Runtime.Tests.Privacy;

/// <summary>What programs see that were compiled ahead of time.</summary>
public sealed class ValueWriterWithoutReflectionTests
{
    private const int Limit = 1000;

    private readonly List<string> _notes = [];
    private readonly Sanitizer _sanitizer = new(new Redactor([], []), new TextLimits());

    [Fact]
    public void KnownType_IsWrittenAsJson()
    {
        string text = WithContext().Write(new Login("bob", "hunter2", "1234", "x", 3), Limit);
        Assert.Equal("""{"User":"bob","ApiKey":"***","Tries":3}""", text);
    }

    [Fact]
    public void ListOfKnownType_LosesWhatIsMarked()
    {
        string text = WithContext().Write(new List<Login> { new("bob", "hunter2", "1234", "x", 3) }, Limit);
        Assert.Equal("""[{"User":"bob","ApiKey":"***","Tries":3}]""", text);
    }

    [Fact]
    public void LongStringOfKnownType_IsCut()
    {
        string text = WithContext().Write(new Login(new string('x', 1_000_000), "", "", "", 0), Limit);
        Assert.StartsWith("""{"User":"xxx""", text, StringComparison.Ordinal);
        Assert.EndsWith(" bytes)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void UnknownType_IsWrittenByToStringWithANote()
    {
        Assert.Equal("Point { X = 1, Secret = *** }", WithContext().Write(new Point(1, "abc"), Limit));
        Assert.Single(_notes);
    }

    [Fact]
    public void ValueOfADeclaredTypeThatIsKnown_IsWrittenAsThat()
    {
        Login[] logins = [new("bob", "hunter2", "1234", "x", 3)];
        Assert.Equal("""[{"User":"bob","ApiKey":"***","Tries":3}]""", WithContext().Write(logins, Limit, declared: typeof(IReadOnlyCollection<Login>)));
        Assert.Empty(_notes);
        Assert.StartsWith("(not recorded: properties are marked", WithContext().Write(logins, Limit, declared: typeof(object)), StringComparison.Ordinal);
    }

    [Fact]
    public void Tuple_IsWrittenByItsFields() =>
        Assert.Equal("""{"Item1":1,"Item2":"token: ***"}""", WithContext().Write((1, "token: abcdef"), Limit));

    [Fact]
    public void Field_IsNotWritten() => Assert.Equal("""{"Shown":2}""", WithContext().Write(new WithFields { Shown = 2, Field = 3 }, Limit));

    [Fact]
    public void UnknownTypeThatHidesSomething_IsNotWritten()
    {
        string text = new ValueWriter(_sanitizer, null, _notes.Add, allowReflection: false).Write(new Login("bob", "hunter2", "1", "x", 3), Limit);
        Assert.Equal("(not recorded: properties are marked [FlujoRedact] and there is no JSON type information for Login)", text);
        Assert.Equal([text], _notes);
    }

    [Fact]
    public void ThrowingToString_GivesANoteInItsPlace() =>
        Assert.Equal("(not recorded: FormatException)", WithContext().Write(new Mute(), Limit));

    [Fact]
    public void TypeOfAnotherContext_IsFoundByReflectionWhereThatIsAllowed()
    {
        ValueWriter writer = new(_sanitizer, LoginContext.Default, _notes.Add, allowReflection: true);
        Assert.Equal("""{"X":1,"Secret":"***"}""", writer.Write(new Point(1, "abc"), Limit));
        Assert.Equal("""{"User":"bob","ApiKey":"***","Tries":3}""", writer.Write(new Login("bob", "hunter2", "1", "x", 3), Limit));
        Assert.Empty(_notes);
    }

    private ValueWriter WithContext() => new(_sanitizer, LoginContext.Default, _notes.Add, allowReflection: false);

    internal sealed record Login(string User, [FlujoRedact] string Password, [property: FlujoRedact] string Pin, string ApiKey, int Tries);

    internal sealed class WithFields
    {
        public int Field;

        public int Shown { get; init; }
    }

    private sealed record Point(int X, string Secret);

    private sealed class Mute
    {
        public override string ToString() => throw new FormatException();
    }
}

[JsonSerializable(typeof(ValueWriterWithoutReflectionTests.Login))]
[JsonSerializable(typeof(List<ValueWriterWithoutReflectionTests.Login>))]
[JsonSerializable(typeof(IReadOnlyCollection<ValueWriterWithoutReflectionTests.Login>))]
[JsonSerializable(typeof((int, string)))]
[JsonSerializable(typeof(ValueWriterWithoutReflectionTests.WithFields))]
internal sealed partial class LoginContext : JsonSerializerContext;
