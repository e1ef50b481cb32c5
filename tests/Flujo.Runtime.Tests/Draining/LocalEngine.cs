using Flujo.Engines;
using Flujo.Recording;
using Xunit;

namespace Flujo.Runtime.Tests.Draining;

/// <summary>An engine with options of its own for the flow of one test, as <c>UseStore</c> has it with those of the process.</summary>
internal sealed class LocalEngine : IDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly SpanScope _place;

    public LocalEngine(string store, FlujoOptions? options = null)
    {
        Engine = Engine.Create(store, options ?? new FlujoOptions());
        _place = new RunState(Engine, Ambient.Current).Root;
        Ambient.Current = _place;
    }

    public Engine Engine { get; }

    public static void Flush() => Assert.True(FlujoTrace.Flush(Patience), "the store does not take what was recorded");

    public void Dispose()
    {
        Ambient.Leave(_place);
        Engine.Stop(Patience);
    }
}
