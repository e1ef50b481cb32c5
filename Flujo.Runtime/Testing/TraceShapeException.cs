namespace Flujo;

/// <summary>A trace does not look as a <see cref="TraceShape"/> says. The message names the first difference and shows both trees.</summary>
public sealed class TraceShapeException : Exception
{
    internal TraceShapeException(string message)
        : base(message)
    {
    }
}
