namespace Flujo.Generators.Reporting;

/// <summary>A step as the report shows it.</summary>
/// <param name="Method">The declaring method, which untraced uses refer to; of a block the method that it stands in, or nothing.</param>
/// <param name="Name">The step's name; null where a block's is not a constant.</param>
/// <param name="Form">How it is traced: interceptor, partial, block; or none, where it can be no step.</param>
/// <param name="File">The file, as the compiler knows it.</param>
/// <param name="Line">The line of the name, 1-based.</param>
internal sealed record ReportedStep(string Method, string? Name, string Form, string File, int Line);
