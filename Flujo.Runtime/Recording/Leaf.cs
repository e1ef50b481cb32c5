namespace Flujo.Recording;

/// <summary>The leaf that runs on a thread: a span without a scope. All of it is that thread's own. Empty when <see cref="Parent"/> is null.</summary>
internal struct Leaf
{
    /// <summary>The scope that was current when it began. As long as it is current, the leaf is.</summary>
    public SpanScope? Parent;
    public uint SpanNo;
    public ushort Retries;
    public bool MarkedFailed;
    public bool HasUsage;
}
