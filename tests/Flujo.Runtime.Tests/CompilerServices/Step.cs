using Flujo.CompilerServices;

namespace Flujo.Runtime.Tests.CompilerServices;

/// <summary>Wrappers as the generator writes them, around any body.</summary>
internal static class Step
{
    public static StepDeclaration Declare(
        string name, int maxAttempts = 1, int retryDelayMilliseconds = 0, FlujoStepKind kind = FlujoStepKind.Step, string? version = null) =>
        new(name, kind, $"Tests.{name}()", "Tests/Step.cs", 1, maxAttempts, retryDelayMilliseconds, FlujoCapture.None, version);

    public static void Call(string name, Action? body = null) => Call<object?>(name, () =>
    {
        body?.Invoke();
        return null;
    });

    public static T Call<T>(string name, Func<T> body, CancellationToken own = default)
    {
        StepInvocation step = StepRuntime.Begin(Declare(name), callSite: 0);
        T result;
        try
        {
            result = body();
        }
        catch (Exception error)
        {
            step.Fail(error, own);
            throw;
        }

        step.Complete();
        return result;
    }

    public static Task CallAsync(string name, Func<Task> body, CancellationToken own = default)
    {
        StepInvocation step = StepRuntime.Begin(Declare(name), callSite: 0);
        Task task;
        try
        {
            task = body();
        }
        catch (Exception error)
        {
            step.Fail(error, own);
            throw;
        }

        return step.Follow(task, own);
    }

    public static Task<T> CallAsync<T>(string name, Func<Task<T>> body, CancellationToken own = default)
    {
        StepInvocation step = StepRuntime.Begin(Declare(name), callSite: 0);
        Task<T> task;
        try
        {
            task = body();
        }
        catch (Exception error)
        {
            step.Fail(error, own);
            throw;
        }

        return step.Follow(task, own);
    }

    public static ValueTask CallValueAsync(string name, Func<ValueTask> body)
    {
        StepInvocation step = StepRuntime.Begin(Declare(name), callSite: 0);
        ValueTask task;
        try
        {
            task = body();
        }
        catch (Exception error)
        {
            step.Fail(error);
            throw;
        }

        return step.Follow(task);
    }

    public static ValueTask<T> CallValueAsync<T>(string name, Func<ValueTask<T>> body)
    {
        StepInvocation step = StepRuntime.Begin(Declare(name), callSite: 0);
        ValueTask<T> task;
        try
        {
            task = body();
        }
        catch (Exception error)
        {
            step.Fail(error);
            throw;
        }

        return step.Follow(task);
    }

    public static void Leaf(string name, Action? body = null)
    {
        LeafInvocation step = StepRuntime.BeginLeaf(Declare(name), callSite: 0);
        try
        {
            body?.Invoke();
        }
        catch (Exception error)
        {
            step.Fail(error);
            throw;
        }

        step.Complete();
    }

    public static Task PipelineAsync(string name, Func<Task> body, string? version = null)
    {
        StepInvocation step = StepRuntime.BeginPipeline(Declare(name, version: version), callSite: 0);
        Task task;
        try
        {
            task = body();
        }
        catch (Exception error)
        {
            step.Fail(error);
            throw;
        }

        return step.Follow(task);
    }

    public static void Pipeline(string name, Action body)
    {
        StepInvocation step = StepRuntime.BeginPipeline(Declare(name), callSite: 0);
        try
        {
            body();
        }
        catch (Exception error)
        {
            step.Fail(error);
            throw;
        }

        step.Complete();
    }
}
