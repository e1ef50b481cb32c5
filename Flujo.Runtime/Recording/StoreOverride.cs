using Flujo.Engines;

namespace Flujo.Recording;

/// <summary>Another store for one flow, with an engine of its own.</summary>
internal sealed class StoreOverride : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly Engine? _engine;
    private readonly SpanScope? _place;

    // The flow that made it.
    private bool _disposed;

    public StoreOverride(string uri)
    {
        if (!TracingSwitch.IsOn)
        {
            return;
        }

        _engine = Engine.Create(uri ?? "", Settings.Fixed);
        _place = new RunState(_engine, Ambient.Current).Root;
        Ambient.Current = _place;
    }

    /// <summary>Stores the rest and gives the flow its former store back.</summary>
    public void Dispose()
    {
        if (_engine is not null && !_disposed)
        {
            _disposed = true;
            Ambient.Leave(_place!);
            _engine.Stop(Patience);
        }
    }
}
