using Flujo.Generators.Models;

namespace Flujo.Generators.Reporting;

/// <summary>What the report says of one source file.</summary>
/// <param name="Steps">The steps that the file declares.</param>
/// <param name="Uses">The untraced uses that stand in it.</param>
internal sealed record FileReport(EquatableArray<ReportedStep> Steps, EquatableArray<ReportedUse> Uses);
