using Flujo.Vocabulary;

namespace Flujo.Lens.Tests.Support;

/// <summary>Stores that several tests look at.</summary>
internal static class Samples
{
    public const string ResearchId = "4f0c2a1be93d47586071829304a5b6c7";
    public const string FailedId = "a77e0000111122223333444455556666";

    /// <summary>The run of the README: steps, a loop with two iterations, and a step that took two attempts.</summary>
    public static TestRun AddResearch(TestStore store, double secondsAgo = 60)
    {
        TestRun run = store.AddRun(ResearchId, secondsAgo: secondsAgo, version: "1.2", cost: 12_300_000_000);
        run.AddSpan(2, 1, "load_documents", seconds: 0.123);
        run.AddSpan(3, 1, "refine", SpanKind.Loop, at: 0.123, seconds: 1.456);
        run.AddSpan(4, 3, "iteration 1", SpanKind.Iteration, at: 0.123, seconds: 0.734);
        run.AddSpan(5, 4, "draft_answer", at: 0.124, seconds: 0.730, cost: 5_000_000_000, input: 100, output: 20);
        run.AddSpan(6, 3, "iteration 2", SpanKind.Iteration, at: 0.857, seconds: 0.722);
        run.AddSpan(7, 6, "draft_answer", at: 0.858, seconds: 0.719, cost: 6_000_000_000, input: 110, output: 25);
        run.AddSpan(8, 1, "rank_results", at: 1.579, seconds: 0.839, attempts: 2, cost: 1_300_000_000, input: 7, output: 3);
        store.Execute("UPDATE run_rows SET total_steps = 4, input_tokens = 217, output_tokens = 48 WHERE run_no = $1", run.RunNo);
        return run;
    }

    /// <summary>A run that failed in its second step.</summary>
    public static TestRun AddFailed(TestStore store, double secondsAgo = 30)
    {
        TestRun run = store.AddRun(FailedId, "import", FlujoStatus.Failed, secondsAgo, seconds: 0.5);
        run.AddSpan(2, 1, "read_file", seconds: 0.1);
        run.AddSpan(3, 1, "parse_rows", status: FlujoStatus.Failed, at: 0.1, seconds: 0.4, feedback: "line 7 has no date");
        run.AddPayload(1, PayloadKind.Feedback, "line 7 has no date");
        store.Execute("UPDATE run_rows SET total_steps = 2 WHERE run_no = $1", run.RunNo);
        return run;
    }
}
