namespace Flujo.Recording;

/// <summary>Whether tracing is on. Static and readonly, so that the JIT compiles a wrapper's question away.</summary>
internal static class TracingSwitch
{
    public static readonly bool IsOn = Settings.IsEnabled();
}
