namespace DocumentDigest;

/// <summary>What the user asked for.</summary>
/// <param name="Paths">Files and folders, all of which exist.</param>
/// <param name="Length">The digest's greatest length in words.</param>
/// <param name="Output">The file to write to, or null for the console.</param>
internal sealed record DigestOptions(IReadOnlyList<string> Paths, int Length, string? Output);
