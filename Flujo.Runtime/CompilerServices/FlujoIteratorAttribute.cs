using System.ComponentModel;

namespace Flujo.CompilerServices;

/// <summary>Names a step of this assembly that is an iterator: a reference assembly does not show it, and whoever calls the step must trace it over its
/// enumeration.</summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FlujoIteratorAttribute : Attribute
{
    /// <param name="method">The documentation id of the method.</param>
    public FlujoIteratorAttribute(string method) => Method = method;

    /// <summary>The documentation id of the method.</summary>
    public string Method { get; }
}
