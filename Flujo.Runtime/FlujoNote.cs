namespace Flujo;

/// <summary>Something in tracing went wrong; the program goes on.</summary>
/// <param name="Cause">A word for the kind of trouble, such as <c>store_locked</c>.</param>
/// <param name="Message">What happened, where, and what to do.</param>
public sealed record FlujoNote(string Cause, string Message);
