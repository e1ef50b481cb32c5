using System.Diagnostics;
using System.Text.Json;
using Flujo.Lens.Tests.Support;

namespace Flujo.Lens.Tests.Store;

/// <summary>What the real runtime has recorded, read by lens.</summary>
public sealed class RecordedRunTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flujo-lens-tests-");
    private readonly Setting _now = new() { Now = DateTimeOffset.UtcNow.AddSeconds(5) };

    private string Store => Path.Combine(_folder.FullName, "store.db");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Trace_EqualsTheTreeInTheProgram()
    {
        TraceSpan tree = Record(run => run.TraceTree!);

        JsonElement root = Session.Run(Store, _now, "trace", "last", "--json").Json.GetProperty("root");

        AssertEqual(tree, root);
    }

    [Fact]
    public void ShowSteps_EqualTheHistoryInTheProgram()
    {
        IReadOnlyList<StepResult> history = Record(run => run.StepHistory);

        JsonElement[] steps = [.. Session.Run(Store, _now, "show", "last", "--json").Json.GetProperty("steps").EnumerateArray()];

        Assert.Equal(
            history.Select(step => (step.Name, step.TokenCounts, step.CostUsd, step.Success)),
            steps.Select(step => (
                step.GetProperty("step_name").GetString()!,
                step.GetProperty("token_counts").GetInt64(),
                step.GetProperty("cost_usd").ValueKind == JsonValueKind.Null ? (decimal?)null : step.GetProperty("cost_usd").GetDecimal(),
                step.GetProperty("status").GetString() == "completed")));
    }

    [Fact]
    public void Stats_CountWhatWasJustRecorded()
    {
        Record(run => run.RunId);

        JsonElement stats = Session.Run(Store, _now, "stats", "--hours", "1", "--json").Json;

        Assert.Equal(5, stats.GetProperty("total_spans").GetInt64());
    }

    [Fact]
    public void PausedRun_IsPausedInEveryVerbAndGoesOnToItsEnd()
    {
        using IDisposable scope = FlujoTrace.UseStore(Store);
        FlujoRun run = FlujoTrace.StartRun("approval");
        using (FlujoTrace.StartStep("ask_editor"))
        {
            FlujoTrace.Current.AddPrompt("May this be published?");
        }

        run.Pause("waits for the editor");
        run.Dispose();
        Flush();
        AssertStatus(run.RunId, "paused", steps: 1);
        string paused = Session.Run(Store, _now, "trace", run.RunId, "--events").Output;
        Assert.Contains("waits for the editor", paused, StringComparison.Ordinal);
        Assert.Contains("prompt (user): May this be published?", paused, StringComparison.Ordinal);

        using (FlujoRun resumed = FlujoTrace.ResumeRun(run.RunId))
        {
            using (FlujoTrace.StartStep("publish"))
            {
                FlujoTrace.Current.AddAttempt(new TimeoutException("busy"), TimeSpan.FromMilliseconds(5));
            }

            resumed.Complete();
        }

        Flush();
        AssertStatus(run.RunId, "completed", steps: 2);
        string completed = Session.Run(Store, _now, "trace", run.RunId, "--events").Output;
        Assert.Matches(@"event \+[\d.]+s: resume\n", completed);
        Assert.Matches(@"event \+[\d.]+s: retry\n.*attempt = 1\n.*reason = TimeoutException: busy\n.*delay_ms = 5\n.*duration_ms = ", completed);
    }

    private void AssertStatus(string runId, string status, int steps)
    {
        JsonElement listed = Assert.Single(Session.Run(Store, _now, "list", "--json").Json.EnumerateArray());
        JsonElement shown = Session.Run(Store, _now, "show", runId, "--json").Json;
        JsonElement root = Session.Run(Store, _now, "trace", runId, "--json").Json.GetProperty("root");
        Assert.Equal(
            (status, status, status),
            (listed.GetProperty("status").GetString(), shown.GetProperty("details").GetProperty("status").GetString(), root.GetProperty("status").GetString()));
        Assert.Equal((steps, steps), (shown.GetProperty("steps").GetArrayLength(), root.GetProperty("children").GetArrayLength()));
    }

    [Fact]
    public void OpenRun_IsSeenAsRunningWhileItsProgramLives()
    {
        using IDisposable scope = FlujoTrace.UseStore(Store);
        using FlujoRun run = FlujoTrace.StartRun("research");
        using FlujoSpan step = FlujoTrace.StartStep("long_step");
        Flush();

        Session session = Session.Run(Store, _now, "trace", run.RunId);

        Assert.Equal("research (running)\n└── long_step (running)\n", session.Output);
    }

    [Fact]
    public void JournalOfAKilledProgram_IsRecoveredBeforeReading()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs cp");
        string copy = CopyAsIfKilled();

        Session session = Session.Run(copy, _now, "trace", "last");

        Assert.Matches(@"^research \(interrupted, \d+\.\d{3}s\)\n├── done \(completed, .*\)\n└── open \(interrupted, .*\)\n$", session.Output);
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(copy)!, "*.journal"));
    }

    [Fact]
    public async Task JournalOfAKilledProgram_InAStoreThatMayNotBeWritten_IsShownAndKept()
    {
        Assert.SkipUnless(Tool.CanRunAsNobody, "needs root, to become nobody");
        string copy = CopyAsIfKilled();
        string folder = Path.GetDirectoryName(copy)!;
        Permissions.OpenForReading(_folder.FullName, folder);
        string[] before = [.. Directory.GetFiles(folder).Order()];

        Session session = await Tool.RunAsNobodyAsync(copy, "lens", "trace", "last");

        Assert.Contains("research (interrupted", session.Output, StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFiles(folder).Order());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ProgramKilledBeforeItMadeItsStore_IsRecoveredFromItsJournalAlone(bool hasEmptyStore)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs cp");
        string copy = CopyAsIfKilled();
        Cut(copy, hasEmptyStore);

        Session session = Session.Run(copy, _now, "trace", "last");

        Assert.StartsWith("research (interrupted", session.Output, StringComparison.Ordinal);
        Assert.Contains("done (completed", session.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProgramKilledBeforeItMadeItsStore_WhereNothingMayBeWritten_IsShownAllTheSame()
    {
        Assert.SkipUnless(Tool.CanRunAsNobody, "needs root, to become nobody");
        string copy = CopyAsIfKilled();
        Cut(copy, hasEmptyStore: false);
        string folder = Path.GetDirectoryName(copy)!;
        Permissions.OpenForReading(_folder.FullName, folder);
        string[] before = [.. Directory.GetFiles(folder).Order()];

        Session session = await Tool.RunAsNobodyAsync(copy, "lens", "trace", "last");

        Assert.Contains("done (completed", session.Output, StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFiles(folder).Order());
    }

    /// <summary>Takes the store away, or all of its content, and leaves the journal.</summary>
    private static void Cut(string store, bool hasEmptyStore)
    {
        foreach (string path in (string[])[store, store + "-wal", store + "-shm"])
        {
            File.Delete(path);
        }

        if (hasEmptyStore)
        {
            File.Create(store).Dispose();
        }
    }

    private static void Flush() => Assert.True(FlujoTrace.Flush(TimeSpan.FromSeconds(30)));

    private T Record<T>(Func<FlujoRun, T> result)
    {
        using IDisposable scope = FlujoTrace.UseStore(Store);
        using FlujoRun run = FlujoTrace.StartRun("research", "1.0");
        using (FlujoSpan load = FlujoTrace.StartStep("load"))
        {
            load.SetAttribute("count", 17);
            load.SetAttribute("share", 0.25);
            load.AddEvent("opened");
        }

        using (FlujoTrace.StartLoop("refine"))
        using (FlujoTrace.StartIteration(1))
        using (FlujoSpan draft = FlujoTrace.StartStep("draft"))
        {
            draft.AddPrompt("Write it.", "system");
            draft.AddUsage(100, 20, 0.0005m, "small");
        }

        run.Complete("done");
        Flush();
        return result(run);
    }

    /// <summary>The store and the journal of a program in the middle of its work, in another folder: nobody holds them there.</summary>
    private string CopyAsIfKilled()
    {
        using IDisposable scope = FlujoTrace.UseStore(Store);
        using FlujoRun run = FlujoTrace.StartRun("research");
        using (FlujoTrace.StartStep("done"))
        {
        }

        using FlujoSpan open = FlujoTrace.StartStep("open");
        Flush();
        DirectoryInfo target = _folder.CreateSubdirectory("killed");
        foreach (string file in Directory.GetFiles(_folder.FullName).Where(file => !file.EndsWith("-shm", StringComparison.Ordinal)))
        {
            // Not File.Copy: it honours the lock by which a journal shows that its owner lives.
            using Process copy = Process.Start("cp", [file, target.FullName]);
            copy.WaitForExit();
            Assert.Equal(0, copy.ExitCode);
        }

        return Path.Combine(target.FullName, "store.db");
    }

    private static void AssertEqual(TraceSpan expected, JsonElement actual)
    {
        Assert.Equal(expected.SpanId, actual.GetProperty("span_id").GetString());
        Assert.Equal(expected.ParentSpanId, actual.GetProperty("parent_span_id").GetString());
        Assert.Equal(expected.Name, actual.GetProperty("name").GetString());
        Assert.Equal(expected.Kind, actual.GetProperty("kind").GetString());
        Assert.Equal(expected.StartTime, actual.GetProperty("start_time").GetDateTimeOffset());
        Assert.Equal(expected.EndTime, actual.GetProperty("end_time").GetDateTimeOffset());
        Assert.Equal(
            expected.Attributes.Select(each => $"{each.Key}={each.Value}"),
            actual.GetProperty("attributes").EnumerateObject().Select(each => $"{each.Name}={each.Value}"));
        Assert.Equal(
            expected.Events.Select(each => (each.Name, each.Time)),
            actual.GetProperty("events").EnumerateArray().Select(each =>
                (each.GetProperty("name").GetString()!, each.GetProperty("time").GetDateTimeOffset())));
        JsonElement[] children = [.. actual.GetProperty("children").EnumerateArray()];
        Assert.Equal(expected.Children.Count, children.Length);
        for (int i = 0; i < children.Length; i++)
        {
            AssertEqual(expected.Children[i], children[i]);
        }
    }
}
