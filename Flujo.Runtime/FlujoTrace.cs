using Flujo.Engines;
using Flujo.Recording;
using Flujo.Vocabulary;

namespace Flujo;

/// <summary>
/// The entry to tracing: runs, blocks, and the process's settings. Every member is thread-safe, and none throws: what goes wrong in tracing is a note (see
/// <see cref="FlujoOptions.OnNote"/>), and the program goes on.
/// </summary>
public static class FlujoTrace
{
    /// <summary>The name of the ActivitySource whose listeners get every run and step as an Activity.</summary>
    public const string ActivitySourceName = "Flujo";

    /// <summary>The span that this flow is in: inside a run and outside a step its root, outside a run one that does not record.</summary>
    public static FlujoSpan Current
    {
        get
        {
            if (Ambient.Current is not { Run: { IsRecording: true } or { KeepsLedgers: true } } scope)
            {
                return default;
            }

            ThreadRecorder thread = ThreadRecorder.Current;
            return ReferenceEquals(thread.Leaf.Parent, scope) ? new FlujoSpan(scope, thread) : new FlujoSpan(scope);
        }
    }

    /// <summary>What tracing has done in this process so far. Costs what a walk over the waiting records does, nothing while nobody asks.</summary>
    public static FlujoStatistics Statistics => ProcessStatistics.Read();

    /// <summary>Whether this flow records.</summary>
    public static bool IsEnabled => TracingSwitch.IsOn && Ambient.Current is not { Run.IsSuppressed: true };

    /// <summary>Begins a run and makes it current in this flow. Inside another run it records that run as its parent.</summary>
    /// <param name="pipeline">The pipeline's name.</param>
    /// <param name="version">A version that is stored with the run, or null.</param>
    /// <param name="input">What the run works on; recorded as text when it is not null.</param>
    /// <returns>The run; dispose it, best with <c>using</c>.</returns>
    public static FlujoRun StartRun(string pipeline, string? version = null, object? input = null) =>
        TracingSwitch.IsOn ? FlujoRun.Start(Names.Clean(pipeline), version, input) : FlujoRun.Untraced();

    /// <summary>Runs a body as a run: it completes when the body does, and fails, or is cancelled, with its exception, which reaches the caller unchanged.</summary>
    public static async Task<T> RunAsync<T>(string pipeline, Func<FlujoRun, Task<T>> body)
    {
        using FlujoRun run = StartRun(pipeline);
        try
        {
            T result = await body(run).ConfigureAwait(false);
            run.Complete(); // the result is the caller's own; who wants it recorded passes it to Complete
            return result;
        }
        catch (Exception error)
        {
            if (Cancellation.IsOwn(error, CancellationToken.None))
            {
                run.Cancel();
            }
            else
            {
                run.Fail(error);
            }

            throw;
        }
    }

    /// <summary>Begins a step as a block: <c>using var step = FlujoTrace.StartStep("name");</c>.</summary>
    public static FlujoSpan StartStep(string name) => Blocks.Start(name, SpanKind.Step);

    /// <summary>Begins a loop; its iterations go beneath it.</summary>
    public static FlujoSpan StartLoop(string name) => Blocks.Start(name, SpanKind.Loop);

    /// <summary>Begins an iteration of the current loop.</summary>
    /// <param name="number">1, 2, 3 …; becomes the attribute <c>iteration</c>.</param>
    public static FlujoSpan StartIteration(int number)
    {
        FlujoSpan span = Blocks.Start($"iteration {number}", SpanKind.Iteration);
        span.SetAttribute("iteration", number);
        return span;
    }

    /// <summary>Begins a conditional and, beneath it, the branch that was taken. Both end with the handle.</summary>
    /// <param name="name">What is decided.</param>
    /// <param name="key">The branch that was taken; becomes the attribute <c>branch</c> of the conditional.</param>
    public static FlujoSpan StartBranch(string name, string key) => Blocks.StartBranch(name, key);

    /// <summary>Changes the settings of the process. Has an effect before the first span only.</summary>
    /// <returns>False, and a note, when it came too late or the callback threw.</returns>
    public static bool Configure(Action<FlujoOptions> configure) => Settings.TryChange(configure);

    /// <summary>Waits until everything that was recorded so far is in the store.</summary>
    /// <param name="timeout">The longest to wait; <see cref="Timeout.InfiniteTimeSpan"/> for as long as it takes.</param>
    /// <returns>False when the time was not enough.</returns>
    public static bool Flush(TimeSpan timeout) => ProcessEngine.OfThisFlow?.Flush(Patience.Of(timeout)) ?? true;

    /// <summary>Stores the rest and ends tracing; what is recorded afterwards is lost. Runs by itself when the process exits.</summary>
    /// <returns>False when the store did not take everything in time; the next process that opens the store does the rest.</returns>
    public static bool Shutdown(TimeSpan timeout) => ExitHooks.Shutdown(Patience.Of(timeout));

    /// <summary>Goes on with a paused run, also one of another process, and makes it current. Where there is no such run a new one
    /// begins, with a note.</summary>
    /// <param name="runId">The run's full id.</param>
    public static FlujoRun ResumeRun(string runId) => TracingSwitch.IsOn ? FlujoRun.Resume(runId) : FlujoRun.Untraced();

    /// <summary>Sends what this flow records from here on to a store of its own, until the result is disposed. Made for tests: flows that run at
    /// the same time do not meet.</summary>
    /// <param name="uri">A path, a <c>sqlite:</c> URI or <c>memory:</c>.</param>
    public static IDisposable UseStore(string uri) => new StoreOverride(uri);
}
