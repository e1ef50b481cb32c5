using System.Text.Json;
using Flujo.Lens.Tests.Support;

namespace Flujo.Lens.Tests.Verbs;

public sealed class SpansTests : IDisposable
{
    private readonly TestStore _store = new();

    public SpansTests() => Samples.AddFailed(_store);

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Piped_LineHasIdNameStatusStartEndDurationAndParent() =>
        Assert.Equal(
            "0000000100000003\tparse_rows\tfailed\t2026-03-14T15:08:56.6350000Z\t2026-03-14T15:08:57.0350000Z\t0.400s\t0000000100000001",
            Session.Run(_store, "spans", "a77e").Lines[2]);

    [Fact]
    public void WithoutFilter_AllSpansAreListedInOrder() =>
        Assert.Equal(["import", "read_file", "parse_rows"], Names(Session.Run(_store, "spans", "a77e")));

    [Fact]
    public void Status_Restricts() =>
        Assert.Equal(["import", "parse_rows"], Names(Session.Run(_store, "spans", "a77e", "--status", "failed")));

    [Fact]
    public void StatusAndName_Combine() =>
        Assert.Equal(["parse_rows"], Names(Session.Run(_store, "spans", "a77e", "--status", "failed", "--name", "parse_rows")));

    [Fact]
    public void NothingMatches_IsAnEmptyList()
    {
        Session session = Session.Run(_store, "spans", "a77e", "--name", "nothing");

        Assert.Equal((0, ""), (session.ExitCode, session.Output));
    }

    [Fact]
    public void Json_HasEveryField()
    {
        JsonElement span = Session.Run(_store, "spans", "a77e", "--json").Json[2];

        Assert.Equal(
            """
            {"span_id":"0000000100000003","parent_span_id":"0000000100000001","name":"parse_rows","kind":"step","status":"failed","start_time":"2026-03-14T15:08:56.6350000Z","end_time":"2026-03-14T15:08:57.0350000Z","duration_ms":400,"attempts":1,"cost_usd":null,"input_tokens":0,"output_tokens":0,"feedback":"line 7 has no date"}
            """.Trim(),
            span.GetRawText());
    }

    [Fact]
    public void Terminal_LinesFitIntoEightyColumns() =>
        Assert.All(Session.OnTerminal(_store, "spans", "a77e").Lines, line => Assert.InRange(line.Length, 1, 80));

    private static string[] Names(Session session) => [.. session.Lines.Select(line => line.Split('\t')[1])];
}
