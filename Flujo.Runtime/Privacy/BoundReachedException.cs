namespace Flujo.Privacy;

/// <summary>Ends the serialisation of a value of which enough is written. Never leaves <see cref="ValueWriter"/>.</summary>
internal sealed class BoundReachedException(bool insideString) : Exception
{
    /// <summary>Whether the last string is the beginning of a longer one.</summary>
    public bool InsideString { get; } = insideString;
}
