using System.Text.Json;
using Flujo.Lens.Tests.Support;
using Flujo.Vocabulary;

namespace Flujo.Lens.Tests.Verbs;

/// <summary>Everything in a store is untrusted: it must not colour, move or break what any verb writes.</summary>
public sealed class HostileTextTests : IDisposable
{
    private const string Hostile = "\u001b[31m\u001b]0;t\u0007[red]x[/]\r\nFAKE LINE\t\u202eevil\u009b2J 😀 日本 \u0000end";

    private readonly TestStore _store = new();

    public HostileTextTests()
    {
        // NUL ends a text that is bound as a string nowhere; SQLite keeps it.
        TestRun run = _store.AddRun("abc", Hostile, FlujoStatus.Failed, version: Hostile);
        run.AddSpan(2, 1, Hostile, status: FlujoStatus.Failed, feedback: Hostile);
        run.AddSpan(3, 1, new string('語', 300_000));
        run.AddPayload(1, PayloadKind.Feedback, Hostile);
        run.AddPayload(1, PayloadKind.Output, Hostile);
        run.AddPayload(2, PayloadKind.Input, Hostile);
        run.AddAttribute(2, Hostile, Hostile, AttributeType.String);
        run.AddEvent(2, Hostile, JsonSerializer.Serialize(new Dictionary<string, string> { [Hostile] = Hostile }));
        run.AddEvent(2, "prompt", JsonSerializer.Serialize(new Dictionary<string, string> { ["role"] = Hostile, ["text"] = Hostile }));
        _store.Execute("UPDATE journals SET program = $1, host = $1", Hostile);
        _store.Execute("INSERT INTO call_sites VALUES(1, $1, 1)", Hostile);
        _store.Execute("UPDATE span_rows SET call_site_no = 1");
        _store.Execute("UPDATE journals SET state = 0, last_seen_at = 9223372036854775807");
        _store.Execute("INSERT INTO audit_log(at, command, run_id, user, host) VALUES('2026-01-01T00:00:00Z', $1, 'abc', $1, $1)", Hostile);
        _store.Execute("INSERT INTO declared_steps VALUES('p', '1', 'm', $1, 'step', $1, 1, 1, 'None')", Hostile);
    }

    public static TheoryData<string> Sessions =>
    [
        "list", "show abc", "show abc --verbose --final-output", "get abc --show-input --show-error",
        "trace abc", "trace abc --attributes --events --prompt-preview-len -1", "spans abc", "stats", "audit", "status",
    ];

    public void Dispose() => _store.Dispose();

    [Theory]
    [MemberData(nameof(Sessions))]
    public void Piped_NothingIsRawAndMarkupIsText(string line)
    {
        Session session = Session.Run(_store, line.Split(' '));

        AssertHarmless(session);
        Assert.Contains("[red]x[/]", session.Output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Sessions))]
    public void OnATerminal_NothingIsRaw(string line) => AssertHarmless(Session.OnTerminal(_store, line.Split(' ')));

    [Theory]
    [MemberData(nameof(Sessions))]
    public void InColour_OnlyLensColours(string line)
    {
        Session session = Session.InColour(_store, line.Split(' '));

        string withoutColours = System.Text.RegularExpressions.Regex.Replace(session.Output, "\u001b\\[[0-9;]*m", "");
        AssertHarmless(session with { Output = withoutColours });
    }

    [Theory]
    [MemberData(nameof(Sessions))]
    public void Json_IsOneDocumentThatGivesTheTextBack(string line)
    {
        Session session = Session.Run(_store, [.. line.Split(' '), "--json"]);

        JsonElement document = session.Json;
        Assert.DoesNotContain(session.Output.TrimEnd('\n'), c => char.IsControl(c) || c is '\u202e');
        Assert.Contains(JsonEncodedText.Encode(Hostile).ToString()[..20], JsonSerializer.Serialize(document), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("--events --attributes --prompt-preview-len -1")]
    public void FromAFile_NothingIsRaw(string flags)
    {
        string file = Path.Combine(_store.Folder, "run.json");
        Session export = Session.Run(_store, "export", "abc");
        File.WriteAllText(file, export.Output);
        Assert.DoesNotContain(export.Output.TrimEnd('\n'), c => char.IsControl(c) || c is '\u202e');
        foreach (Setting setting in (Setting[])[new(), new() { IsTerminal = true }])
        {
            AssertHarmless(Session.Run(null, setting, ["from-file", file, .. flags.Split(' ', StringSplitOptions.RemoveEmptyEntries)]));
        }
    }

    [Fact]
    public void WhatWasSaidByAReceiver_IsShownHarmless()
    {
        _store.Execute("INSERT INTO outbox(id, last_run_no, delivered, last_error, last_error_at) VALUES(1, 0, 5, $1, 0)", Hostile);

        AssertHarmless(Session.OnTerminal(_store, "status"));
        Assert.Equal(Hostile, Session.Run(_store, "status", "--json").Json.GetProperty("outbox").GetProperty("last_error").GetString());
    }

    [Theory]
    [InlineData("delete abc")]
    [InlineData("prune --keep 0")]
    public void Deletions_WriteNothingRaw(string line)
    {
        _store.Execute("UPDATE journals SET state = 1");

        Session session = Session.OnTerminal(_store, line.Split(' '));

        Assert.Equal(0, session.ExitCode);
        Assert.DoesNotContain(session.Output, c => (char.IsControl(c) && c is not ('\n' or '\t')) || c is '\u202e');
    }

    [Fact]
    public void HostilePipelineInAnOption_IsJustAName() =>
        Assert.Equal(0, Session.Run(_store, "list", "--pipeline", Hostile).ExitCode);

    private static void AssertHarmless(Session session)
    {
        Assert.Equal(0, session.ExitCode);
        Assert.DoesNotContain(session.Output, c => (char.IsControl(c) && c is not ('\n' or '\t')) || c is '\u202e');
        Assert.DoesNotContain(session.Lines, line => line.TrimStart().StartsWith("FAKE", StringComparison.Ordinal));
        Assert.Contains("\\u001b[", session.Output, StringComparison.Ordinal);
    }
}
