// Attributes of others on steps, and attributes of ours that make no sense.
#define FLUJO_LOG
using System;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using Flujo;

public static class Annotated
{
    [FlujoStep]
    [Obsolete("use another")]
    public static int Old() => 1;

    [FlujoStep]
    [Obsolete("gone", error: true)]
    public static int Gone(OldType old) => 2;

    [FlujoStep]
    [Experimental("FLUJOTEST001")]
    public static int New(NewType x) => 3;

    [FlujoStep]
    [Conditional("FLUJO_LOG")]
    public static void Log(string text) => Console.WriteLine("log " + text);

    [FlujoStep]
    [Conditional("FLUJO_NOT_DEFINED")]
    public static void Drop(string text) => Console.WriteLine("dropped " + text);

    [FlujoStep]
    [RequiresUnreferencedCode("reflection")]
    [RequiresDynamicCode("code")]
    public static int Reflect() => 4;

    [FlujoStep]
    public static bool Try([NotNullWhen(true)] string? text, [MaybeNullWhen(false)] out string copy)
    {
        copy = text;
        return text is not null;
    }

    [FlujoStep]
    [return: NotNullIfNotNull(nameof(x))]
    public static string? Maybe(string? x) => x;

    [FlujoStep]
    [DoesNotReturn]
    public static void Fail() => throw new InvalidOperationException("fail");

    [FlujoStep]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Inlined() => 5;

    [FlujoStep(null!)]
    public static int NullName() => 6;

    [FlujoStep("", MaxAttempts = 0, RetryDelayMilliseconds = -5, Kind = (FlujoStepKind)99, Capture = (FlujoCapture)(-1))]
    public static int Nonsense() => 7;

    [FlujoStep("both")]
    [FlujoPipeline("pipeline")]
    public static int Both() => 8;

    [FlujoStep("parameters", MaxAttempts = 3)]
    public static int ByReference(ref int x) => x;

    [OverloadResolutionPriority(1)]
    public static string Priority(object x) => "object";

    [FlujoStep]
    public static string Priority(string x, int y = 0) => "string";
}

[Obsolete("old", error: true)]
public sealed class OldType;

[Experimental("FLUJOTEST002")]
public sealed class NewType;

internal static class Program
{
    [Obsolete("so that it may call what is gone")]
    private static int CallGone() => Annotated.Gone(new OldType()) + Annotated.Old();

    public static Task Run()
    {
#pragma warning disable CS0618, FLUJOTEST001, FLUJOTEST002 // because old and new things are what this is about
        Console.WriteLine(CallGone() + Annotated.Old() + Annotated.New(new NewType()));
#pragma warning restore CS0618, FLUJOTEST001, FLUJOTEST002
        Annotated.Log("text");
        Annotated.Drop("text");
        Console.WriteLine(Annotated.Reflect());
        Console.WriteLine(Annotated.Try("a", out string? copy) ? copy.Length : 0);
        Console.WriteLine(Annotated.Maybe("a").Length);
        Console.WriteLine(Annotated.Inlined() + Annotated.NullName() + Annotated.Nonsense() + Annotated.Both());
        int x = 9;
        Console.WriteLine(Annotated.ByReference(ref x));
        Console.WriteLine(Annotated.Priority("a") + Annotated.Priority(y: 1, x: "b"));
        Annotated.Fail();
        return Task.CompletedTask;
    }
}

/* tree
gone (completed)
old (completed)
old (completed)
new (completed)
log (completed)
reflect (completed)
try (completed)
maybe (completed)
inlined (completed)
null_name (completed)
(unnamed) (completed)
pipeline (completed)
parameters (completed)
priority (completed)
fail (failed)
*/
