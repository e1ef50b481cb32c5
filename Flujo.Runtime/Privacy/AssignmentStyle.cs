namespace Flujo.Privacy;

/// <summary>How a text ties a value to its name.</summary>
internal enum AssignmentStyle
{
    /// <summary><c>name=value</c>, <c>name:value</c>: always meant.</summary>
    Tight,

    /// <summary><c>name: value</c>, <c>name = value</c>, <c>--name value</c>: may be prose or code.</summary>
    Spaced,

    /// <summary><c>&lt;name&gt;value&lt;</c>.</summary>
    Element,

    /// <summary><c>the name is value</c>: prose, unless the value looks like no word.</summary>
    Said,

    /// <summary><c>name value</c>: prose, unless the value is long and looks generated.</summary>
    Beside,
}
