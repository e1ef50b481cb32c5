namespace Flujo;

/// <summary>Makes each outermost call of a method a run. A call inside a run is a span of that run.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FlujoPipelineAttribute : Attribute
{
    /// <summary>Names the pipeline.</summary>
    /// <param name="name">The name that <c>flujo lens list --pipeline</c> asks for.</param>
    public FlujoPipelineAttribute(string name) => Name = name;

    /// <summary>The pipeline's name.</summary>
    public string Name { get; }

    /// <summary>A version that is stored with each run, or null.</summary>
    public string? Version { get; set; }
}
