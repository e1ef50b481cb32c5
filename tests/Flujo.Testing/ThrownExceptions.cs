using System.Diagnostics;
using System.Reflection;
using System.Runtime.ExceptionServices;

namespace Flujo.Testing;

/// <summary>Sees each exception that the methods of one assembly throw, at the moment of the throw and whoever catches it. Thrown on, it does not count again.</summary>
internal sealed class ThrownExceptions : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Assembly _assembly;
    private readonly HashSet<Exception> _seen = new(ReferenceEqualityComparer.Instance);
    private readonly List<string> _lines = [];

    public ThrownExceptions(Assembly assembly)
    {
        _assembly = assembly;
        AppDomain.CurrentDomain.FirstChanceException += Add;
    }

    public void Dispose() => AppDomain.CurrentDomain.FirstChanceException -= Add;

    public override string ToString()
    {
        lock (_lock)
            return string.Join("\n", _lines);
    }

    private void Add(object? sender, FirstChanceExceptionEventArgs thrown)
    {
        if (Origin(thrown.Exception) is not { } method || method.Module.Assembly != _assembly)
            return;
        lock (_lock)
        {
            if (_seen.Add(thrown.Exception))
                _lines.Add($"{thrown.Exception.GetType()}: {thrown.Exception.Message} in {method.DeclaringType?.Name}.{method.Name}");
        }
    }

    /// <summary>The method that throws, as a stack trace shows it: of a wrapper, whose receiver was null, its caller.</summary>
    private static MethodBase? Origin(Exception error)
    {
        // Of the exception's stack there is only one frame, so far.
        MethodBase? method = new StackTrace(error).GetFrame(0)?.GetMethod();
        return method is null || !IsHidden(method)
            ? method
            : new StackTrace().GetFrames().Select(static frame => frame.GetMethod()).SkipWhile(each => each != method).FirstOrDefault(static each => each is not null && !IsHidden(each));
    }

    private static bool IsHidden(MethodBase method) =>
        method.IsDefined(typeof(StackTraceHiddenAttribute), inherit: false) || method.DeclaringType?.IsDefined(typeof(StackTraceHiddenAttribute), inherit: false) == true;
}
