namespace DocumentDigest;

/// <summary>The digest cannot be made; the message is meant for the user.</summary>
internal sealed class DigestException(string message) : Exception(message);
