using System.Runtime.CompilerServices;

namespace Flujo.Recording;

/// <summary>The current span of a flow.</summary>
internal static class Ambient
{
    private static readonly AsyncLocal<SpanScope?> Local = new();

    public static SpanScope? Current
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Local.Value;
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        set => Local.Value = value;
    }

    /// <summary>Makes a scope current, and its Activity with it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Enter(SpanScope scope)
    {
        Local.Value = scope;
        if (scope.HasActivity)
        {
            LiveActivities.Enter(scope);
        }
    }

    /// <summary>Gives a block's place back: only the current one has a place to give.</summary>
    public static void Leave(SpanScope scope)
    {
        if (ReferenceEquals(Local.Value, scope))
        {
            Local.Value = scope.Outer;
        }
    }
}
