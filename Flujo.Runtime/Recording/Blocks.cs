using Flujo.Engines;
using Flujo.Vocabulary;

namespace Flujo.Recording;

/// <summary>Begins spans that a block of code holds, and makes them current.</summary>
internal static class Blocks
{
    public static FlujoSpan Start(string name, SpanKind kind) => TracingSwitch.IsOn && Begin(Names.Clean(name), kind) is { } scope ? Enter(scope) : default;

    /// <summary>The conditional, and beneath it the branch that was taken.</summary>
    public static FlujoSpan StartBranch(string name, string key)
    {
        if (!TracingSwitch.IsOn || Begin(Names.Clean(name), SpanKind.Conditional) is not { } conditional)
        {
            return default;
        }

        if (!conditional.Run.IsRecording)
        {
            return Enter(conditional);
        }

        key = Names.Clean(key);
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
        Ambient.Enter(scope);
        return new FlujoSpan(scope, ExceptionWatch.Mark());
    }

    /// <returns>The span, a scope in which nothing is recorded, or null where nothing changes.</returns>
    private static SpanScope? Begin(string name, SpanKind kind)
    {
        SpanScope? parent = Ambient.Current;
        if (parent is { Run.IsRecording: true } && Recorder.Begin(parent, name, kind) is { } scope)
        {
            return scope;
        }

        if (!ImplicitRun.IsAllowed(parent))
        {
            return parent is { Run: { IsRecording: false, KeepsLedgers: true } } ? new SpanScope(parent.Run, parent, 0, kind) : null;
        }

        return ImplicitRun.Begin(name) is { } root ? ImplicitRun.Beneath(root, Recorder.Begin(root, name, kind)) : ImplicitRun.LeftOut(parent);
    }
}
