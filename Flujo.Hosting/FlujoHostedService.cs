using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Flujo.Hosting;

/// <summary>Applies the settings before the host's services start, and stores what they recorded after they have stopped.</summary>
internal sealed class FlujoHostedService(
    IEnumerable<IConfigureOptions<FlujoOptions>> configure,
    IEnumerable<IPostConfigureOptions<FlujoOptions>> postConfigure,
    ILogger<FlujoHostedService> logger) : IHostedLifecycleService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Settings that make no sense end the start of the host, as those of its other services do: it is the program's configuration that is wrong, not tracing.</summary>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        var checkedFirst = new FlujoOptions();
        Apply(checkedFirst);
        FlujoTrace.Configure(Apply);
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        if (!await Task.Run(static () => FlujoTrace.Flush(Patience), cancellationToken).ConfigureAwait(false))
        {
            logger.LogWarning("Flujo's store did not take all spans within {Seconds} s; the journal beside it keeps the rest", Patience.TotalSeconds);
        }
    }

    private void Apply(FlujoOptions options)
    {
        foreach (IConfigureOptions<FlujoOptions> each in configure)
        {
            each.Configure(options);
        }

        foreach (IPostConfigureOptions<FlujoOptions> each in postConfigure)
        {
            each.PostConfigure(Options.DefaultName, options);
        }
    }
}
