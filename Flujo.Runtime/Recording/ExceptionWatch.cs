using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Flujo.Recording;

/// <summary>
/// Tells a block that is disposed whether an exception passes through it, and which. The runtime's pointer says whether there is one at all; whether it passes, or was
/// caught further out, <see cref="RaisedExceptions"/> tells.
/// </summary>
internal static class ExceptionWatch
{
    // Each thread's own; the handler runs on the thread that raises.
    [ThreadStatic]
    private static RaisedExceptions? t_raised;

    [ThreadStatic]
    private static ThrowPlace? t_place;

    // Any thread, interlocked: the first block of the process installs the handler.
    private static int s_installed;

    /// <summary>What stands here when a block begins: the number of the exception in whose catch block it begins, or 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Mark()
    {
        if (Volatile.Read(ref s_installed) == 0)
        {
            Install();
        }

        nint now = Marshal.GetExceptionPointers();
        return now == 0 ? 0 : At(now).Number;
    }

    /// <summary>Whether an exception passes that did not when the mark was set. In a catch block that an await has left behind, the pointer is 0.</summary>
    public static bool IsPassing(long mark, out Exception? error)
    {
        nint now = Marshal.GetExceptionPointers();
        if (now == 0)
        {
            error = null;
            return false;
        }

        RaisedExceptions.Raised raised = At(now);
        error = raised.Exception;
        return raised.Number != mark && !raised.IsCaught && raised.PassesThroughCaller();
    }

    /// <summary>Where the exception that this thread raised last was thrown: the flow may have been left since.</summary>
    public static SpanScope? PlaceOf(Exception error) => t_place?.Of(error);

    private static RaisedExceptions.Raised At(nint address)
    {
        RaisedExceptions all = t_raised ??= new RaisedExceptions();
        return all.Find(address) ?? all.Add(address, exception: null);
    }

    private static void Install()
    {
        if (Interlocked.Exchange(ref s_installed, 1) == 0)
        {
            AppDomain.CurrentDomain.FirstChanceException += static (_, raised) =>
            {
                (t_raised ??= new RaisedExceptions()).Add(Marshal.GetExceptionPointers(), raised.Exception);
                (t_place ??= new ThrowPlace()).Remember(raised.Exception, Ambient.Current);
            };
        }
    }
}
