namespace DocumentDigest;

/// <summary>A file to read.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Name">What people call it: the file as it was given, or its path from the given folder on.</param>
internal sealed record FoundDocument(string Path, string Name);
