namespace Flujo.Generators.Reporting;

/// <summary>A use of a step that is not traced.</summary>
/// <param name="Assembly">The assembly that declares the step.</param>
/// <param name="Step">The declaring method.</param>
/// <param name="Name">The step's name.</param>
/// <param name="File">The file, as the compiler knows it.</param>
/// <param name="Line">1-based, as is the column.</param>
/// <param name="Column">Where the diagnostic of the same id stands.</param>
/// <param name="Id">The diagnostic.</param>
/// <param name="Reason">Why it is not traced.</param>
/// <param name="IsSuppressed">True where a #pragma switches the diagnostic off.</param>
internal sealed record ReportedUse(
    string Assembly, string Step, string Name, string File, int Line, int Column, string Id, string Reason, bool IsSuppressed);
