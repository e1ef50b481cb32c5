namespace Flujo.Rules;

/// <summary>Which of the awaitable types a step returns; the wrapper follows these and no others to their end.</summary>
internal enum TaskShape
{
    /// <summary>None: the step is over when it returns.</summary>
    None,
    Task,
    TaskOfResult,
    ValueTask,
    ValueTaskOfResult,

    /// <summary>A task type of somebody else's, made for async methods.</summary>
    Unknown,
}
