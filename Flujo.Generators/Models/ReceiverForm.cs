namespace Flujo.Generators.Models;

/// <summary>How a wrapper receives the object on which the method is called.</summary>
internal enum ReceiverForm
{
    /// <summary>The method is static; extension methods are static, too.</summary>
    None,

    /// <summary>A class or an interface.</summary>
    Value,

    /// <summary>A struct that the method may change.</summary>
    Reference,

    /// <summary>A struct that the method promises not to change.</summary>
    ReadOnlyReference,
}
