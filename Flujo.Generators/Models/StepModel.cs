namespace Flujo.Generators.Models;

/// <summary>One step or pipeline as the program declares it: a line of the catalogue.</summary>
/// <param name="Identifier">The catalogue's field; unique in the assembly.</param>
/// <param name="MethodName">The method's bare name, by which calls are looked for.</param>
/// <param name="Name">The step's name.</param>
/// <param name="Kind">The member of FlujoStepKind.</param>
/// <param name="Method">The method for people: Namespace.Type.Method(Types).</param>
/// <param name="File">The declaring file, as the compiler knows it.</param>
/// <param name="Line">The line of the method's name, 1-based.</param>
/// <param name="MaxAttempts">At least 1.</param>
/// <param name="RetryDelayMilliseconds">At least 0.</param>
/// <param name="MaxCostUsd">0: no limit.</param>
/// <param name="MaxTokens">0: no limit.</param>
/// <param name="Capture">The bits of FlujoCapture, or null where the project decides.</param>
/// <param name="Version">A pipeline's version, or null.</param>
/// <param name="IteratorId">The documentation id of a method that is an iterator; else null.</param>
internal sealed record StepModel(
    string Identifier,
    string MethodName,
    string Name,
    string Kind,
    string Method,
    string File,
    int Line,
    int MaxAttempts,
    int RetryDelayMilliseconds,
    double MaxCostUsd,
    long MaxTokens,
    int? Capture,
    string? Version,
    string? IteratorId);
