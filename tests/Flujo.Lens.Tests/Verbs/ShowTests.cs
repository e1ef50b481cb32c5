using System.Text.Json;
using Flujo.Lens.Tests.Support;
using Flujo.Vocabulary;

namespace Flujo.Lens.Tests.Verbs;

public sealed class ShowTests : IDisposable
{
    private readonly TestStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Text_SaysWhatRanWhereAndHow()
    {
        Samples.AddResearch(_store);

        string text = Session.Run(_store, "show", "4f0c").Output;

        Assert.All(
            [
                "pipeline\tresearch\n", "version\t1.2\n", "program\tDemo 1.0.0\n", "host\thost-1\n", "process\t4242\n",
                "status\tcompleted\n", "started\t2026-03-14T15:08:26.5350000Z\n", "duration\t2.418s\n", "cost\t$0.0123\n",
                "step\t0\tload_documents\tcompleted\t0.123s\t1\t0\t\n",
                "step\t2\trank_results\tcompleted\t0.839s\t2\t10\t$0.0013\n",
            ],
            expected => Assert.Contains(expected, text, StringComparison.Ordinal));
    }

    [Fact]
    public void Json_DetailsHaveEveryField()
    {
        Samples.AddFailed(_store);

        Assert.Equal(
            """
            {"run_id":"a77e0000111122223333444455556666","pipeline_name":"import","pipeline_version":null,"status":"failed","created_at":"2026-03-14T15:08:56.5350000Z","ended_at":"2026-03-14T15:08:57.0350000Z","execution_time_ms":500,"total_steps":2,"total_cost_usd":null,"total_tokens":0,"error_message":"line 7 has no date","final_output":null,"dropped_records":0,"dropped_by_cause":{},"dropped_outside_runs":0}
            """.Trim(),
            Session.Run(_store, "show", "a77e", "--json").Json.GetProperty("details").GetRawText());
    }

    [Fact]
    public void Json_StepsAreTheRootsChildrenWithTheUsageOfTheirSubtrees()
    {
        Samples.AddResearch(_store);

        JsonElement[] steps = [.. Session.Run(_store, "show", "4f0c", "--json").Json.GetProperty("steps").EnumerateArray()];

        Assert.Equal(["load_documents", "refine", "rank_results"], steps.Select(step => step.GetProperty("step_name").GetString()));
        Assert.Equal(0.011m, steps[1].GetProperty("cost_usd").GetDecimal());
        Assert.Equal(255, steps[1].GetProperty("token_counts").GetInt64());
        Assert.Equal(
            "step_index step_name status execution_time_ms attempts cost_usd input_tokens output_tokens token_counts feedback input output span_id",
            string.Join(' ', steps[0].EnumerateObject().Select(field => field.Name)));
    }

    [Fact]
    public void UsageOfAttempts_CountsOnce()
    {
        TestRun run = _store.AddRun("abc");
        run.AddSpan(2, 1, "ask", cost: 3_000_000_000_000, input: 30, attempts: 2);
        run.AddSpan(3, 2, "attempt 1", SpanKind.Attempt, cost: 1_000_000_000_000, input: 10);
        run.AddSpan(4, 2, "attempt 2", SpanKind.Attempt, cost: 2_000_000_000_000, input: 20);
        run.AddSpan(5, 4, "inner", cost: 500_000_000_000, input: 5);

        JsonElement step = Session.Run(_store, "show", "abc", "--json").Json.GetProperty("steps")[0];

        Assert.Equal((3.5m, 35), (step.GetProperty("cost_usd").GetDecimal(), step.GetProperty("input_tokens").GetInt64()));
    }

    [Fact]
    public void JqLineOfTheGuide_HasNamesAndNumbers()
    {
        Samples.AddResearch(_store);

        JsonElement step = Session.Run(_store, "show", "4f0c", "--json").Json.GetProperty("steps")[0];

        Assert.Equal(("load_documents", 123m), (step.GetProperty("step_name").GetString(), step.GetProperty("execution_time_ms").GetDecimal()));
    }

    [Fact]
    public void FlagsDoNotChangeTheJson()
    {
        Samples.AddResearch(_store);

        Assert.Equal(
            Session.Run(_store, "show", "4f0c", "--json").Output,
            Session.Run(_store, "show", "4f0c", "--verbose", "--final-output", "--json").Output);
    }

    [Fact]
    public void Verbose_ShowsInputOutputAndErrorOfEveryStep()
    {
        TestRun run = Samples.AddFailed(_store);
        run.AddPayload(2, PayloadKind.Input, "the path");
        run.AddPayload(2, PayloadKind.Output, "first\nsecond");

        string text = Session.Run(_store, "show", "a77e", "--verbose").Output;

        Assert.Contains(
            "\n0 read_file (completed)\n  input:\n  │ the path\n  output:\n  │ first\n  │ second\n  error: none\n", text, StringComparison.Ordinal);
        Assert.Contains(
            "\n1 parse_rows (failed)\n  input: not recorded\n  output: not recorded\n  error:\n  │ line 7 has no date\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--show-input", "the path")]
    [InlineData("--show-output", "the rows")]
    public void PayloadFlags_ShowTheirKindOnly(string flag, string expected)
    {
        TestRun run = Samples.AddFailed(_store);
        run.AddPayload(2, PayloadKind.Input, "the path");
        run.AddPayload(2, PayloadKind.Output, "the rows");

        string text = Session.Run(_store, "show", "a77e", flag).Output;

        Assert.Equal([expected], text.Split('\n').Where(line => line.StartsWith("  │ ", StringComparison.Ordinal)).Select(line => line[4..]));
    }

    [Fact]
    public void Verbose_ShowsStepsAsDeclaredAndWhereTheyWereCalled()
    {
        Samples.AddResearch(_store);
        _store.Execute("INSERT INTO call_sites VALUES(1, 'src/Research.cs', 42)");
        _store.Execute("UPDATE span_rows SET call_site_no = 1 WHERE span_no = 2");
        _store.Execute("INSERT INTO declared_steps VALUES('Demo', '0.9', 'R.Rank()', 'rank_results', 'step', 'src/Old.cs', 1, 1, 'None')");
        _store.Execute("INSERT INTO declared_steps VALUES('Demo', '1.0.0', 'R.Rank()', 'rank_results', 'agent', 'src/Ranker.cs', 17, 3, 'All')");
        _store.Execute("INSERT INTO declared_steps VALUES('Demo', '1.0.0', 'R.Other()', 'other', 'step', 'src/Other.cs', 5, 1, 'None')");

        string text = Session.Run(_store, "show", "4f0c", "--verbose").Output;

        Assert.Contains("declared\trank_results\tagent\t3\tall\tsrc/Ranker.cs:17\n", text, StringComparison.Ordinal);
        Assert.Contains("\tsrc/Research.cs:42\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Old.cs", text, StringComparison.Ordinal);
        Assert.DoesNotContain("other", text, StringComparison.Ordinal);
    }

    [Fact]
    public void FinalOutput_IsShownWhole()
    {
        TestRun run = Samples.AddResearch(_store);
        run.AddPayload(1, PayloadKind.Output, "{\n  \"best\": 1\n}");

        Assert.EndsWith(
            "Final output\n│ {\n│   \"best\": 1\n│ }\n", Session.Run(_store, "show", "4f0c", "--final-output").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void FinalOutput_OfAFailedRun_SaysThatThereIsNoneAndWhy()
    {
        Samples.AddFailed(_store);

        Assert.EndsWith(
            "none: the run failed: line 7 has no date\n",
            Session.Run(_store, "show", "a77e", "--final-output").Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void FailedRun_ShowsItsErrorsWithoutAFlag()
    {
        Samples.AddFailed(_store);

        string text = Session.Run(_store, "show", "a77e").Output;

        Assert.Contains("error\tline 7 has no date\n", text, StringComparison.Ordinal);
        Assert.Contains("  parse_rows: line 7 has no date\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void DroppedRecords_AreShown()
    {
        _store.AddRun("abc", dropped: 12);
        _store.Execute("INSERT INTO drops SELECT run_no, journal_no, 1, 7 FROM run_rows UNION ALL SELECT 0, journal_no, 2, 3 FROM run_rows");

        Assert.Contains("12 records lost (7 stalled, 5 unknown)", Session.Run(_store, "show", "abc").Output, StringComparison.Ordinal);
        Assert.Contains("3 records of the same process", Session.Run(_store, "show", "abc").Output, StringComparison.Ordinal);
        Assert.Contains(
            "\"dropped_records\":12,\"dropped_by_cause\":{\"stalled\":7,\"unknown\":5},\"dropped_outside_runs\":3",
            Session.Run(_store, "show", "abc", "--json").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Get_ShowsTheSameAsShow()
    {
        Samples.AddResearch(_store);

        Assert.Equal(Session.Run(_store, "show", "4f0c").Output, Session.Run(_store, "get", "a5b6c7").Output);
    }
}
