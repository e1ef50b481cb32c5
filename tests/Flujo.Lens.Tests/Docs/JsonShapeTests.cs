using System.Text.Json;
using System.Text.RegularExpressions;
using Flujo.Lens.Tests.Support;
using Flujo.Vocabulary;

namespace Flujo.Lens.Tests.Docs;

/// <summary>The fields that docs/lens.md names for the JSON of each verb are those that the verb writes, in its order.</summary>
public sealed partial class JsonShapeTests : IDisposable
{
    private readonly TestStore _store = new();
    private readonly string _file;

    public JsonShapeTests()
    {
        TestRun run = Samples.AddResearch(_store);
        run.AddAttribute(1, "key", "value", AttributeType.String);
        run.AddEvent(1, "event", """{"a":1}""");
        _store.Execute("INSERT INTO names VALUES(900, 'model'), (901, 'given')");
        _store.Execute("INSERT INTO span_usage(run_no, span_no, model_no, source_no, input_tokens, output_tokens, cached_input_tokens, reasoning_tokens) SELECT run_no, 1, 900, 901, 1, 1, 0, 0 FROM run_rows");
        _store.Execute("INSERT INTO span_usage(run_no, span_no, model_no, source_no, input_tokens, output_tokens, cached_input_tokens, reasoning_tokens) SELECT run_no, 2, 900, 901, 1, 1, 0, 0 FROM run_rows");
        _store.Execute("INSERT INTO drops VALUES(1, 1, 1, 5)");
        _store.Execute("INSERT INTO outbox(id, last_run_no) VALUES(1, 0)");
        _store.Execute("INSERT INTO journals(journal_no, journal_id, state, program, host, process_id, started_at, last_seen_at) VALUES(7, 'j7', 0, 'p', 'h', 1, 0, $1)", long.MaxValue);
        _file = Path.Combine(_store.Folder, "run.json");
        File.WriteAllText(_file, Session.Run(_store, "export", "4f0c").Output);
        Session.Run(_store, "show", "4f0c");
    }

    public static TheoryData<string, string> Verbs => new()
    {
        { "list", "list" },
        { "get and show", "get 4f0c" },
        { "get and show", "show 4f0c --verbose --final-output" },
        { "trace", "trace 4f0c" },
        { "spans", "spans 4f0c" },
        { "stats", "stats" },
        { "ship", "ship" },
        { "export and from-file", "export 4f0c" },
        { "trace", "from-file FILE" },
        { "prune", "prune --keep 1 --dry-run" },
        { "prune", "prune --keep 1" },
        { "status", "status" },
        { "audit", "audit" },
        { "delete", "delete 4f0c" },
    };

    public void Dispose() => _store.Dispose();

    [Theory]
    [MemberData(nameof(Verbs))]
    public void Fields_AreTheDocumentedOnes(string heading, string line)
    {
        if (line == "ship")
        {
            _store.Execute("UPDATE outbox SET last_run_no = 1"); // nothing is left, and nobody has to listen
            _store.Execute("UPDATE journals SET state = 1");
        }

        JsonElement json = Session.Run(_store.Path, new Setting(), [.. line.Replace("FILE", _file, StringComparison.Ordinal).Split(' '), "--json"]).Json;
        var documented = new Queue<string>(Token().Matches(ShapeOf(heading)).Select(static match => match.Value));

        AssertShape(documented, json, "$");

        Assert.Empty(documented);
    }

    [Fact]
    public void EveryVerb_IsChecked() => Assert.Equal(
        OptionTableTests.Lens().Subcommands.Select(static verb => verb.Name).Order(StringComparer.Ordinal),
        Verbs.Select(static row => row.Data.Item2.Split(' ')[0]).Distinct().Order(StringComparer.Ordinal));

    /// <summary>The indented block of a section that begins like JSON.</summary>
    private static string ShapeOf(string heading)
    {
        string document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "lens.md"));
        string section = document.Split($"\n## {heading}\n")[1].Split("\n## ")[0];
        return string.Join('\n', section.Split('\n').SkipWhile(static line => !line.StartsWith("    {", StringComparison.Ordinal) && !line.StartsWith("    [{", StringComparison.Ordinal))
            .TakeWhile(static line => line.StartsWith("    ", StringComparison.Ordinal)));
    }

    /// <summary>Compares from where the document stands. <c>{}</c>, <c>{word: word}</c> and what begins with an ellipsis stand for anything.</summary>
    private static void AssertShape(Queue<string> shape, JsonElement json, string place)
    {
        string open = shape.Dequeue();
        if (open == "[")
        {
            Assert.True(json.ValueKind == JsonValueKind.Array, place);
            if (shape.Peek().StartsWith('…'))
            {
                shape.Dequeue();
            }
            else
            {
                Assert.True(json.GetArrayLength() > 0, $"{place}: nothing to compare with");
                AssertShape(shape, json[0], place + "[0]");
            }

            Assert.Equal("]", shape.Dequeue());
            return;
        }

        Assert.Equal("{", open);
        Assert.True(json.ValueKind == JsonValueKind.Object, place);
        if (shape.Peek() is "}" or ['…', ..] || shape.ElementAt(1) == ":" && shape.ElementAt(3) == "}" && !"{[".Contains(shape.ElementAt(2)[0]))
        {
            while (shape.Dequeue() != "}")
            {
            }

            return;
        }

        var names = new List<string>();
        while (true)
        {
            string name = shape.Dequeue();
            names.Add(name);
            Assert.True(json.TryGetProperty(name, out JsonElement value), $"{place}.{name} is documented and not there");
            if (shape.Peek() == ":")
            {
                shape.Dequeue();
                AssertShape(shape, value, $"{place}.{name}");
            }

            if (shape.Dequeue() == "}")
            {
                break;
            }
        }

        Assert.Equal(names, json.EnumerateObject().Select(static property => property.Name));
    }

    [GeneratedRegex(@"[{}\[\]:,]|…[^\]}]*|[a-z_0-9]+")]
    private static partial Regex Token();
}
