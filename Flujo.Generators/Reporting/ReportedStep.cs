using Flujo.Generators.Models;

namespace Flujo.Generators.Reporting;

/// <summary>A step as the report shows it.</summary>
/// <param name="Assembly">The assembly that declares it; null where that is the one that is compiled.</param>
/// <param name="Method">The declaring method, which untraced uses refer to; of a block the method that it stands in, or nothing.</param>
/// <param name="Name">The step's name; null where a block's is not a constant.</param>
/// <param name="Form">How it is traced: interceptor, partial, block; none, where it can be no step; null where that is another assembly's matter.</param>
/// <param name="File">The file, as the compiler knows it; nothing for a step of another assembly.</param>
/// <param name="Line">The line of the name, 1-based.</param>
/// <param name="Capture">The bits of FlujoCapture that the step asks for, or null where the project decides.</param>
/// <param name="Parameters">What can be captured of its arguments.</param>
/// <param name="Result">What can be captured of its result, or null.</param>
internal sealed record ReportedStep(
    string? Assembly, string Method, string? Name, string? Form, string File, int Line, int? Capture, EquatableArray<ReportedValue> Parameters, ReportedValue? Result);
