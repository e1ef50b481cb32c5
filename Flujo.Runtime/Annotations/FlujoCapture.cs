namespace Flujo;

/// <summary>What of a step's arguments and result is recorded.</summary>
[Flags]
public enum FlujoCapture
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The arguments.</summary>
    Input = 1,

    /// <summary>The result.</summary>
    Output = 2,

    /// <summary>Arguments and result.</summary>
    All = 3,
}
