namespace Flujo.Privacy;

/// <summary>Tells an exception of a property's getter from one of the serialiser. Never leaves <see cref="ValueWriter"/>.</summary>
internal sealed class GetterException(Exception inner) : Exception(null, inner);
