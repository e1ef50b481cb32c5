using System.Diagnostics;

namespace Flujo.Recording;

/// <summary>
/// The exceptions that were raised on one thread and may still be on their way, outermost first. The runtime keeps what it knows of an exception on the stack, deeper
/// than the frame that raised it, and its address is what it tells us: so what was raised at a deeper or the same address as a new one is over. Used by its thread alone.
/// </summary>
internal sealed class RaisedExceptions
{
    private const int Most = 32;

    // Any thread, interlocked.
    private static long s_numbers;

    private readonly List<Raised> _raised = [];

    /// <summary>Notes that an exception was raised.</summary>
    /// <param name="address">What the runtime says of it.</param>
    /// <param name="exception">It, or null for one that was raised before anybody listened.</param>
    public Raised Add(nint address, Exception? exception)
    {
        _raised.RemoveAll(each => each.Address <= address);
        foreach (Raised each in _raised)
        {
            // Raised again: so it had arrived in a catch block, and that is where the code runs that raises it.
            each.IsCaught |= exception is not null && ReferenceEquals(each.Exception, exception);
        }

        if (_raised.Count == Most)
        {
            _raised.RemoveAt(0);
        }

        var raised = new Raised(address, Interlocked.Increment(ref s_numbers), exception);
        _raised.Add(raised);
        return raised;
    }

    public Raised? Find(nint address) => _raised.Find(each => each.Address == address);

    /// <summary>One raise of an exception. The number is unique in the process; an address soon comes again.</summary>
    internal sealed class Raised(nint address, long number, Exception? exception)
    {
        private readonly WeakReference<Exception>? _exception = exception is null ? null : new(exception);

        public nint Address { get; } = address;

        public long Number { get; } = number;

        /// <summary>Whether it is known to have been caught.</summary>
        public bool IsCaught { get; set; }

        public Exception? Exception => _exception is not null && _exception.TryGetTarget(out Exception? target) ? target : null;

        /// <summary>
        /// Whether it passes through the code that called us. An async method goes on inside the catch block of the method that it awaited, or of
        /// whoever completed the task: there, the exception is an active one, but its way did not lead through the code between us and the resumption.
        /// </summary>
        public bool PassesThroughCaller()
        {
            if (Exception is not { } error)
            {
                return true;
            }

            var way = new HashSet<string>(StringComparer.Ordinal);
            foreach (StackFrame frame in new StackTrace(error, fNeedFileInfo: false).GetFrames())
            {
                way.Add(NameOf(frame).Name);
            }

            foreach (StackFrame frame in new StackTrace(fNeedFileInfo: false).GetFrames())
            {
                (string name, bool resumes) = NameOf(frame);
                if (resumes)
                {
                    return false;
                }

                if (way.Contains(name))
                {
                    return true;
                }
            }

            return false;
        }

        private static (string Name, bool Resumes) NameOf(StackFrame frame)
        {
            if (DiagnosticMethodInfo.Create(frame) is not { } method)
            {
                return ("?", false);
            }

            string? type = method.DeclaringTypeName;
            bool resumes = method.Name != "Start" && type is not null
                && (type.StartsWith("System.Runtime.CompilerServices.", StringComparison.Ordinal) || type.StartsWith("System.Threading.", StringComparison.Ordinal));
            return ($"{method.DeclaringAssemblyName}!{type}.{method.Name}", resumes);
        }
    }
}
