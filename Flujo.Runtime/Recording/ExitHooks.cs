using System.Runtime.InteropServices;

namespace Flujo.Recording;

/// <summary>
/// Stores the rest when the process ends: a normal exit raises <c>ProcessExit</c>; an unhandled exception and signals do not. What none of them
/// catches (SIGKILL, a stack overflow) is left to the journal.
/// </summary>
internal static class ExitHooks
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // Written once, by the thread that makes the process's engine, under its gate; kept so that nobody collects them.
    private static readonly List<PosixSignalRegistration> Signals = [];

    public static void Install()
    {
        AppDomain.CurrentDomain.ProcessExit += static (_, _) => Shutdown(Patience);
        AppDomain.CurrentDomain.UnhandledException += static (_, crash) =>
        {
            if (crash.IsTerminating)
            {
                FailCurrentRun(crash.ExceptionObject as Exception);
                ProcessEngine.IfStarted?.StopInCrash(Patience);
            }
        };
        try
        {
            // Flushed, sent and not shut down: a host that turns the signal into a graceful end still has spans to record. Where there is none, the
            // process ends right after this, and what is open is closed by whoever opens the store next.
            foreach (PosixSignal signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGHUP, PosixSignal.SIGTERM])
            {
                Signals.Add(PosixSignalRegistration.Create(signal, static _ => ProcessEngine.IfStarted?.FlushAndSend(TimeSpan.FromSeconds(1))));
            }
        }
        catch (PlatformNotSupportedException)
        {
            // Without signals the journal still has everything.
        }
    }

    public static bool Shutdown(TimeSpan timeout) => ProcessEngine.IfStarted?.Stop(timeout) ?? true;

    /// <summary>The exception kills the run in whose flow it was thrown; it will never reach the run's own end.</summary>
    private static void FailCurrentRun(Exception? error)
    {
        if (error is not null && (Ambient.Current ?? ExceptionWatch.PlaceOf(error)) is { Run.IsRecording: true } scope)
        {
            Recorder.EndRun(scope.Run, FlujoStatus.Failed, error);
        }
    }
}
