namespace Flujo.Generators.Models;

/// <summary>How a wrapper begins its span.</summary>
internal enum SpanForm
{
    Step,
    Leaf,
    Pipeline,

    /// <summary>A step with several attempts: the runtime calls the method.</summary>
    Attempts,
}
