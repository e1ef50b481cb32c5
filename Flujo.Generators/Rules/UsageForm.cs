namespace Flujo.Rules;

/// <summary>Where a step's result says what it used.</summary>
internal enum UsageForm
{
    None,

    /// <summary>The result implements IFlujoUsage.</summary>
    Flujo,

    /// <summary>Its property Usage does.</summary>
    FlujoProperty,

    /// <summary>The result is a UsageDetails of Microsoft.Extensions.AI.</summary>
    Details,

    /// <summary>Its property Usage is one.</summary>
    DetailsProperty,
}
