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

    /// <summary>Gives a block's place back: only the current one has a place to give.</summary>
    public static void Leave(SpanScope scope)
    {
        if (ReferenceEquals(Local.Value, scope))
        {
            Local.Value = scope.Outer;
        }
    }
}
