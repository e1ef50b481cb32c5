namespace Flujo.Testing;

/// <summary>A verifier found what it must not find; the message is the whole finding.</summary>
public sealed class VerificationException(string message) : Exception(message);
