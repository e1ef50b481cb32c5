using System.Runtime.CompilerServices;
using Flujo.Pipelines;

namespace Flujo;

/// <content>
/// Steps from delegates, in all shapes that methods have. A step without a result hands its own value on. Where a lambda fits several overloads the one that
/// awaits is taken: <c>async</c> means <see cref="Task"/>. What the attribute of a <c>[FlujoStep]</c> method says holds where no options are given.
/// </content>
public sealed partial class Pipeline<TIn, TOut>
{
    /// <summary>Adds a step.</summary>
    /// <param name="name">The step's name: lower snake_case and stable, since queries use it.</param>
    /// <param name="body">The work.</param>
    /// <param name="options">Attempts, delay, time-out and more; null for what the attribute of a <c>[FlujoStep]</c> method says, and the defaults for others.</param>
    public Pipeline<TIn, TNext> Step<TNext>(string name, Func<TOut, TNext> body, StepOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Add<TNext>(name, options, body, (value, _) => new ValueTask<object?>(body((TOut)value!)));
    }

    /// <inheritdoc cref="Step{TNext}(string, Func{TOut, TNext}, StepOptions?)"/>
    public Pipeline<TIn, TNext> Step<TNext>(string name, Func<TOut, CancellationToken, TNext> body, StepOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Add<TNext>(name, options, body, (value, cancellation) => new ValueTask<object?>(body((TOut)value!, cancellation)));
    }

    /// <inheritdoc cref="Step{TNext}(string, Func{TOut, TNext}, StepOptions?)"/>
    [OverloadResolutionPriority(1)]
    public Pipeline<TIn, TNext> Step<TNext>(string name, Func<TOut, Task<TNext>> body, StepOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Add<TNext>(name, options, body, async (value, _) => await body((TOut)value!).ConfigureAwait(false));
    }

    /// <inheritdoc cref="Step{TNext}(string, Func{TOut, TNext}, StepOptions?)"/>
    [OverloadResolutionPriority(1)]
    public Pipeline<TIn, TNext> Step<TNext>(string name, Func<TOut, CancellationToken, Task<TNext>> body, StepOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Add<TNext>(name, options, body, async (value, cancellation) => await body((TOut)value!, cancellation).ConfigureAwait(false));
    }

    /// <inheritdoc cref="Step{TNext}(string, Func{TOut, TNext}, StepOptions?)"/>
    public Pipeline<TIn, TNext> Step<TNext>(string name, Func<TOut, ValueTask<TNext>> body, StepOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Add<TNext>(name, options, body, async (value, _) => await body((TOut)value!).ConfigureAwait(false));
    }

    /// <inheritdoc cref="Step{TNext}(string, Func{TOut, TNext}, StepOptions?)"/>
    public Pipeline<TIn, TNext> Step<TNext>(string name, Func<TOut, CancellationToken, ValueTask<TNext>> body, StepOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Add<TNext>(name, options, body, async (value, cancellation) => await body((TOut)value!, cancellation).ConfigureAwait(false));
    }

    /// <summary>Adds a step without a result; the next step gets the value that this one got.</summary>
    /// <param name="name">The step's name: lower snake_case and stable, since queries use it.</param>
    /// <param name="body">The work.</param>
    /// <param name="options">Attempts, delay, time-out and more; null for what the attribute of a <c>[FlujoStep]</c> method says, and the defaults for others.</param>
    public Pipeline<TIn, TOut> Step(string name, Action<TOut> body, StepOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Add<TOut>(name, options, body, (value, _) =>
        {
            body((TOut)value!);
            return new ValueTask<object?>(value);
        });
    }

    /// <inheritdoc cref="Step(string, Action{TOut}, StepOptions?)"/>
    public Pipeline<TIn, TOut> Step(string name, Action<TOut, CancellationToken> body, StepOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Add<TOut>(name, options, body, (value, cancellation) =>
        {
            body((TOut)value!, cancellation);
            return new ValueTask<object?>(value);
        });
    }

    /// <inheritdoc cref="Step(string, Action{TOut}, StepOptions?)"/>
    [OverloadResolutionPriority(1)]
    public Pipeline<TIn, TOut> Step(string name, Func<TOut, Task> body, StepOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Add<TOut>(name, options, body, async (value, _) =>
        {
            await body((TOut)value!).ConfigureAwait(false);
            return value;
        });
    }

    /// <inheritdoc cref="Step(string, Action{TOut}, StepOptions?)"/>
    [OverloadResolutionPriority(1)]
    public Pipeline<TIn, TOut> Step(string name, Func<TOut, CancellationToken, Task> body, StepOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Add<TOut>(name, options, body, async (value, cancellation) =>
        {
            await body((TOut)value!, cancellation).ConfigureAwait(false);
            return value;
        });
    }

    /// <inheritdoc cref="Step(string, Action{TOut}, StepOptions?)"/>
    public Pipeline<TIn, TOut> Step(string name, Func<TOut, ValueTask> body, StepOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Add<TOut>(name, options, body, async (value, _) =>
        {
            await body((TOut)value!).ConfigureAwait(false);
            return value;
        });
    }

    /// <inheritdoc cref="Step(string, Action{TOut}, StepOptions?)"/>
    public Pipeline<TIn, TOut> Step(string name, Func<TOut, CancellationToken, ValueTask> body, StepOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Add<TOut>(name, options, body, async (value, cancellation) =>
        {
            await body((TOut)value!, cancellation).ConfigureAwait(false);
            return value;
        });
    }

    private Pipeline<TIn, TNext> Add<TNext>(string name, StepOptions? options, Delegate body, Func<object?, CancellationToken, ValueTask<object?>> call) =>
        Then<TNext>(new StepNode(name, options ?? StepMethod.OptionsOf(body), call));
}
