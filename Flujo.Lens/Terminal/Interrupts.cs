using System.Runtime.InteropServices;

namespace Flujo.Lens.Terminal;

/// <summary>
/// Ctrl-C: asks whatever runs to stop, so that temporary files go and no transaction stays half-way, and ends the process a moment later if it does not.
/// </summary>
internal sealed class Interrupts : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _cancelled = new();
    private readonly PosixSignalRegistration _registration;

    /// <param name="isPaging">Whether a pager has the terminal: then the signal is the pager's.</param>
    public Interrupts(Func<bool> isPaging) => _registration = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
    {
        signal.Cancel = true;
        if (isPaging())
        {
            return;
        }

        if (_cancelled.IsCancellationRequested)
        {
            Environment.Exit(ExitCodes.Cancelled); // asked twice
        }

        _cancelled.Cancel();
        Task.Delay(Patience).ContinueWith(static _ => Environment.Exit(ExitCodes.Cancelled), TaskScheduler.Default);
    });

    public CancellationToken Cancelled => _cancelled.Token;

    public void Dispose()
    {
        _registration.Dispose();
        _cancelled.Dispose();
    }
}
