using Flujo.CompilerServices;

namespace Flujo.ApiChild;

/// <summary>Wrappers as the generator writes them.</summary>
internal static class Wrapper
{
    public static StepDeclaration Declare(string name, int maxAttempts = 1) =>
        new(name, FlujoStepKind.Step, $"Program.{name}()", "Program.cs", 1, maxAttempts);

    public static void Call(StepDeclaration declaration, Action body)
    {
        if (!StepRuntime.IsEnabled)
        {
            body();
            return;
        }

        StepInvocation step = StepRuntime.Begin(declaration, callSite: 0);
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

    public static Task<T> CallAsync<T>(StepDeclaration declaration, Func<Task<T>> body)
    {
        if (!StepRuntime.IsEnabled)
        {
            return body();
        }

        StepInvocation step = StepRuntime.Begin(declaration, callSite: 0);
        Task<T> task;
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

    public static void Pipeline(StepDeclaration declaration, Action body)
    {
        StepInvocation step = StepRuntime.BeginPipeline(declaration, callSite: 0);
        body();
        step.Complete();
    }

    public static T Attempts<T>(StepDeclaration declaration, Func<T> body)
    {
        if (StepRuntime.IsEnabled)
        {
            return StepRuntime.Run(declaration, 0, body, default);
        }

        Exception? firstError = null;
        try
        {
            return body();
        }
        catch (Exception error) when (StepRuntime.IsRetried(declaration, error, default))
        {
            firstError = error;
        }

        return StepRuntime.Run(declaration, 0, body, default, firstError);
    }
}
