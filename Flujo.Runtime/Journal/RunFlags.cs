namespace Flujo.Journal;

/// <summary>Bits of a <see cref="RecordKind.RunStart"/> record.</summary>
internal static class RunFlags
{
    /// <summary>The run was begun by an earlier process and goes on.</summary>
    public const uint Resumed = 1;
}
