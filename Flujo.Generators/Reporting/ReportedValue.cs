namespace Flujo.Generators.Reporting;

/// <summary>A parameter or a result as the report shows it, whether or not it is captured.</summary>
/// <param name="Name">The parameter's name; nothing for a result.</param>
/// <param name="Type">Its type, for people.</param>
/// <param name="Recorded">How it is recorded where it is captured; the words of docs/step-report.md.</param>
internal sealed record ReportedValue(string Name, string Type, string Recorded);
