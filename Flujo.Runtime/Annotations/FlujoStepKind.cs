namespace Flujo;

/// <summary>What kind of work a step does.</summary>
public enum FlujoStepKind
{
    /// <summary>Any work.</summary>
    Step,

    /// <summary>A call of a language model or an agent.</summary>
    Agent,

    /// <summary>A tool that an agent calls.</summary>
    Tool,
}
