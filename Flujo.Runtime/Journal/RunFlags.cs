namespace Flujo.Journal;

/// <summary>Bits of a <see cref="RecordKind.RunStart"/> record.</summary>
internal static class RunFlags
{
    /// <summary>The run was begun by an earlier process and goes on.</summary>
    public const uint Resumed = 1;

    /// <summary>The run is part of a trace that is not its own: its root's id, or 0, and the parent's id in that trace, or 0, come after its texts.</summary>
    public const uint InTrace = 2;
}
