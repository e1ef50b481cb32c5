namespace Flujo;

/// <summary>A pipeline could not go on, and no step of it threw: there is no branch for a key, say. Found in <see cref="PipelineResult{TOut}.Error"/>.</summary>
public sealed class PipelineException : Exception
{
    internal PipelineException(string message)
        : base(message)
    {
    }
}
