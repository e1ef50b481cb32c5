namespace Flujo.Generators.Models;

/// <summary>How much is generated in a project.</summary>
internal enum TraceLevel
{
    /// <summary>Nothing: the project does not refer to the runtime.</summary>
    Nothing,

    /// <summary>Partial steps get their other half, because the program needs one; it only calls the core.</summary>
    Halves,

    /// <summary>Partial steps trace; calls are left alone, since the project does not let interceptors be.</summary>
    PartialSteps,

    /// <summary>Everything.</summary>
    Calls,
}
