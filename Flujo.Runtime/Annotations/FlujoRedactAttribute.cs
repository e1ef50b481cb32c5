namespace Flujo;

/// <summary>Keeps a parameter, a property or a return value out of the record, whatever <see cref="FlujoCapture"/> says.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property | AttributeTargets.ReturnValue)]
public sealed class FlujoRedactAttribute : Attribute;
