namespace Flujo.Recording;

/// <summary>The leaf that runs on a thread: a span without a scope. Empty when <see cref="Run"/> is null. A leaf within a leaf, which broke its promise, is
/// recorded but does not become current.</summary>
internal struct Leaf
{
    public RunState? Run;
    public uint SpanNo;
    public bool MarkedFailed;
}
