using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Flujo.Lens.Tests.Support;
using Flujo.Vocabulary;

namespace Flujo.Lens.Tests.Verbs;

/// <summary>Documents that <c>from-file</c> is given may be damaged or forged: it draws them or says what is wrong, and never breaks.</summary>
public sealed class DamagedDocumentTests : IDisposable
{
    private static readonly string[] WrongValues =
    [
        "null", "7", "-7", "\"text\"", "[]", "{}", "true", "[[]]", "[{}]", "1e999", "79228162514264337593543950335", "\"\\ud800\"", "{\"\\udc00\":1}", "\"\\u001b[31m\"",
    ];

    private readonly TestStore _store = new();
    private readonly string _document;

    public DamagedDocumentTests()
    {
        TestRun run = Samples.AddResearch(_store);
        run.AddAttribute(2, "key", "value", AttributeType.String);
        run.AddEvent(2, "prompt", """{"role":"user","text":"Who?"}""");
        _document = Session.Run(_store, "export", "4f0c").Output;
    }

    private string File => Path.Combine(_store.Folder, "run.json");

    public void Dispose() => _store.Dispose();

    [Fact]
    public void ValueOfAnotherKind_IsDrawnOrRefused()
    {
        JsonNode document = JsonNode.Parse(_document)!;
        foreach (string pointer in PlacesOf(document).ToArray())
        {
            foreach (string wrong in WrongValues)
            {
                AssertDrawnOrRefused(Replace(pointer, wrong));
            }
        }
    }

    [Fact]
    public void MissingProperty_IsDrawnOrRefused()
    {
        foreach (string pointer in PlacesOf(JsonNode.Parse(_document)!).ToArray())
        {
            AssertDrawnOrRefused(Replace(pointer, null));
        }
    }

    [Fact]
    public void CutDocument_IsRefused()
    {
        for (int length = 0; length < _document.Length - 2; length += 97)
        {
            Assert.Equal(1, AssertDrawnOrRefused(_document[..length]).ExitCode);
        }
    }

    [Fact]
    public void ChangedBytes_AreDrawnOrRefused()
    {
        var random = new Random(11);
        byte[] bytes = Encoding.UTF8.GetBytes(_document);
        for (int round = 0; round < 400; round++)
        {
            byte[] changed = [.. bytes];
            for (int i = random.Next(1, 4); i > 0; i--)
            {
                changed[random.Next(changed.Length)] = (byte)random.Next(256);
            }

            System.IO.File.WriteAllBytes(File, changed);
            AssertDrawnOrRefused(null);
        }
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{\"run_id\":\"a\",\"root\":")]
    [InlineData("{\"a\":")]
    public void NestingWithoutAnEnd_IsRefused(string part) =>
        Assert.Equal(1, AssertDrawnOrRefused(new StringBuilder().Insert(0, part, 200_000).ToString()).ExitCode);

    [Fact]
    public void HugeAttribute_IsDrawn()
    {
        JsonNode document = JsonNode.Parse(_document)!;
        document["root"]!["attributes"]!["huge"] = new string('x', 20_000_000);
        System.IO.File.WriteAllText(File, document.ToJsonString());

        Session session = Session.Run(null, new Setting(), "from-file", File, "--attributes");

        Assert.Equal(0, session.ExitCode);
        Assert.InRange(session.Output.Length, 1, 10_000);
    }

    private string Replace(string pointer, string? value)
    {
        JsonNode document = JsonNode.Parse(_document)!;
        string[] parts = pointer.Split('/', StringSplitOptions.RemoveEmptyEntries);
        JsonNode owner = document;
        foreach (string part in parts[..^1])
        {
            owner = owner is JsonArray array ? array[int.Parse(part)]! : owner[part]!;
        }

        const string Mark = "\u0001MARK";
        if (owner is JsonArray items)
        {
            items[int.Parse(parts[^1])] = Mark;
        }
        else if (value is null)
        {
            owner.AsObject().Remove(parts[^1]);
        }
        else
        {
            owner[parts[^1]] = Mark;
        }

        return document.ToJsonString().Replace(JsonSerializer.Serialize(Mark), value ?? "null", StringComparison.Ordinal);
    }

    /// <summary>The places of all values, one of each kind of item: <c>/root/children/0/name</c>.</summary>
    private static IEnumerable<string> PlacesOf(JsonNode? node, string pointer = "")
    {
        if (pointer.Length > 0)
        {
            yield return pointer;
        }

        IEnumerable<(string Name, JsonNode? Node)> children = node switch
        {
            JsonObject owner => owner.Select(static each => (each.Key, each.Value)),
            JsonArray { Count: > 0 } items => [("0", items[0])],
            _ => [],
        };
        foreach ((string name, JsonNode? child) in children)
        {
            foreach (string place in PlacesOf(child, $"{pointer}/{name}"))
            {
                yield return place;
            }
        }
    }

    private Session AssertDrawnOrRefused(string? content)
    {
        if (content is not null)
        {
            System.IO.File.WriteAllText(File, content);
        }

        Session text = Session.Run(null, new Setting(), "from-file", File, "--events", "--attributes");
        Session json = Session.Run(null, new Setting(), "from-file", File, "--json");
        Assert.Equal(text.ExitCode, json.ExitCode);
        foreach (Session session in (Session[])[text, json])
        {
            Assert.DoesNotContain("lens failed", session.Error, StringComparison.Ordinal);
            Assert.DoesNotContain('\u001b', session.Output);
            if (session.ExitCode != 0)
            {
                Assert.Equal((1, ""), (session.ExitCode, session.Output));
                Assert.True(session.Error.Split("  try: ").Length > 2, session.Error);
            }
        }

        return text;
    }
}
