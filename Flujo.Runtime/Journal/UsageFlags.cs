namespace Flujo.Journal;

/// <summary>Bits of a <see cref="RecordKind.Usage"/> record.</summary>
internal static class UsageFlags
{
    /// <summary>The cost is known; else it is unknown, which is not 0.</summary>
    public const uint HasCost = 1;

    /// <summary>The usage counts for the run. An attempt's does not: its step has it too.</summary>
    public const uint CountsForRun = 2;
}
