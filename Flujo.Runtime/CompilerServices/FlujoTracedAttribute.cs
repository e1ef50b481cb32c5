using System.ComponentModel;

namespace Flujo.CompilerServices;

/// <summary>Stands on the generated half of a partial step: it traces whoever calls it, so no compilation reroutes its calls as well.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FlujoTracedAttribute : Attribute;
