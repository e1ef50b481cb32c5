namespace Flujo.Privacy;

/// <summary>A type has marked properties and no JSON properties that could be left out. Never leaves <see cref="ValueWriter"/>.</summary>
internal sealed class MarkedTypeException : Exception;
