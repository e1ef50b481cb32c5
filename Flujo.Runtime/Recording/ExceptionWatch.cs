using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Flujo.Recording;

/// <summary>
/// Tells a block that is disposed whether an exception passes through it, and which. The runtime's pointer says whether; the exception that this thread raised
/// last says which one (an await raises it again on the thread that goes on).
/// </summary>
internal static class ExceptionWatch
{
    [ThreadStatic]
    private static WeakReference<Exception>? t_last;

    [ThreadStatic]
    private static WeakReference<SpanScope>? t_place;

    private static int s_installed;

    /// <summary>What stands here when a block begins: non-zero inside a catch block.</summary>
    public static nint Mark()
    {
        if (Volatile.Read(ref s_installed) == 0 && Interlocked.Exchange(ref s_installed, 1) == 0)
        {
            AppDomain.CurrentDomain.FirstChanceException += Remember;
        }

        return Marshal.GetExceptionPointers();
    }

    /// <summary>Whether an exception passes that did not when the mark was set. In a catch block that an await has left behind, the pointer is 0.</summary>
    public static bool IsPassing(nint mark, out Exception? error)
    {
        nint now = Marshal.GetExceptionPointers();
        error = null;
        if (now == 0 || now == mark)
        {
            return false;
        }

        t_last?.TryGetTarget(out error);
        return true;
    }

    /// <summary>Where the exception that this thread raised last was thrown: the flow may have been left since.</summary>
    public static SpanScope? PlaceOf(Exception error) =>
        t_last is { } last && last.TryGetTarget(out Exception? raised) && ReferenceEquals(raised, error)
            && t_place is { } known && known.TryGetTarget(out SpanScope? place) ? place : null;

    private static void Remember(object? sender, FirstChanceExceptionEventArgs raised)
    {
        if (t_last is { } before && before.TryGetTarget(out Exception? known) && ReferenceEquals(known, raised.Exception))
        {
            return; // thrown on, by now perhaps in another flow
        }

        t_place = Ambient.Current is { } place ? new WeakReference<SpanScope>(place) : null;
        if (t_last is { } last)
        {
            last.SetTarget(raised.Exception);
        }
        else
        {
            t_last = new WeakReference<Exception>(raised.Exception);
        }
    }
}
