using Flujo.Journal;
using Flujo.Storage;

namespace Flujo.Recording;

/// <summary>Begins spans that a block of code holds, and makes them current.</summary>
internal static class Blocks
{
    public static FlujoSpan Start(string name, SpanKind kind) => Begin(name, kind) is { } scope ? Enter(scope) : default;

    /// <summary>The conditional, and beneath it the branch that was taken.</summary>
    public static FlujoSpan StartBranch(string name, string key)
    {
        if (Begin(name, SpanKind.Conditional) is not { } conditional)
        {
            return default;
        }

        SpanRecords.Attribute(
            ThreadRecorder.Current.PenFor(conditional.Run.Engine!), conditional.Run, conditional.SpanNo, conditional.StartTicks, "branch", AttributeValue.Of(key));
        if (Recorder.Begin(conditional, key, SpanKind.Branch) is not { } branch)
        {
            return Enter(conditional);
        }

        branch.EndsMore = true;
        return Enter(branch);
    }

    private static FlujoSpan Enter(SpanScope scope)
    {
        Ambient.Current = scope;
        return new FlujoSpan(scope, ExceptionWatch.Mark());
    }

    private static SpanScope? Begin(string name, SpanKind kind)
    {
        if (!TracingSwitch.IsOn)
        {
            return null;
        }

        SpanScope? parent = Ambient.Current;
        if (parent is { Run.IsRecording: true } && Recorder.Begin(parent, name, kind) is { } scope)
        {
            return scope;
        }

        return ImplicitRun.Begin(name, parent) is { } root ? ImplicitRun.Beneath(root, Recorder.Begin(root, name, kind)) : null;
    }
}
