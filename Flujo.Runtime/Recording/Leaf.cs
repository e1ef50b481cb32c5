namespace Flujo.Recording;

/// <summary>The leaf that runs on a thread: a span without a scope. Empty when <see cref="Run"/> is null.</summary>
internal struct Leaf
{
    public RunState? Run;
    public uint SpanNo;
    public bool MarkedFailed;
}
