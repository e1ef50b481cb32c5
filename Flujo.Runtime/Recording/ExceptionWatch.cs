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

    private static void Remember(object? sender, FirstChanceExceptionEventArgs raised)
    {
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
