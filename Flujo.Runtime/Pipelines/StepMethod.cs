using System.Reflection;
using Flujo.CompilerServices;
using Flujo.Rules;

namespace Flujo.Pipelines;

/// <summary>What the attribute of a step says, where the step is given to a pipeline as a delegate. Read once, while the pipeline is built.</summary>
internal static class StepMethod
{
    /// <exception cref="ArgumentException">The method is no step.</exception>
    public static string NameOf(Delegate method)
    {
        ArgumentNullException.ThrowIfNull(method);
        return AttributeOf(method) is { } step
            ? step.Name ?? StepName.Of(method.Method.Name)
            : throw new ArgumentException(
                $"Nothing names the step: {(method.Method.Name.Contains('<', StringComparison.Ordinal) ? "the lambda" : $"'{method.Method.Name}'")} has no [FlujoStep]. Put the attribute on the method, or give a name: Step(\"name\", …).", nameof(method));
    }

    /// <summary>The options that the attribute stands for. A partial step sees to its attempts itself.</summary>
    public static StepOptions OptionsOf(Delegate method) => AttributeOf(method) is not { } step || method.Method.IsDefined(typeof(FlujoTracedAttribute), inherit: false)
        ? StepOptions.Default
        : new StepOptions
        {
            // What cannot be is an error of the build (FLJ4001), and no reason to throw here.
            MaxAttempts = Math.Max(step.MaxAttempts, 1),
            RetryDelay = TimeSpan.FromMilliseconds(Math.Max(step.RetryDelayMilliseconds, 0)),
            Kind = step.Kind,
            Capture = step.Capture & ~Redacted(method.Method),
            Budget = step.MaxCostUsd > 0 || step.MaxTokens > 0 ? new FlujoBudget { MaxCostUsd = StepDeclaration.ToUsd(step.MaxCostUsd), MaxTokens = step.MaxTokens } : null,
        };

    /// <summary>A pipeline hands on one value: where a parameter must not be recorded, nothing of the input is.</summary>
    private static FlujoCapture Redacted(MethodInfo method) =>
        (method.GetParameters().Any(IsRedacted) ? FlujoCapture.Input : FlujoCapture.None) | (IsRedacted(method.ReturnParameter) ? FlujoCapture.Output : FlujoCapture.None);

    private static bool IsRedacted(ParameterInfo parameter) => parameter.IsDefined(typeof(FlujoRedactAttribute), inherit: true);

    private static FlujoStepAttribute? AttributeOf(Delegate method) => method.Method.GetCustomAttribute<FlujoStepAttribute>(inherit: true);
}
