namespace Flujo.Storage;

/// <summary>Where a store is: a file's full path, or memory. Immutable.</summary>
internal sealed record StoreLocation
{
    /// <summary>The environment variable that names the store.</summary>
    public const string EnvironmentVariable = "FLUJO_STATE_URI";

    /// <summary>The file's name where nobody says otherwise, in the current directory.</summary>
    public const string DefaultFileName = "flujo_ops.db";

    private const string Scheme = "sqlite://";

    private StoreLocation(string? path, string source)
    {
        Path = path;
        Source = source;
    }

    /// <summary>The full path, or null when the store is in memory.</summary>
    public string? Path { get; }

    /// <summary>What was asked for, as the user wrote it.</summary>
    public string Source { get; }

    /// <summary>Whether the store is in memory and ends with the process.</summary>
    public bool IsMemory => Path is null;

    /// <summary>
    /// Reads <c>sqlite:////abs/x.db</c>, <c>sqlite:///rel/x.db</c>, <c>memory:</c> or a plain path, which may be relative to
    /// the current directory.
    /// </summary>
    /// <exception cref="FormatException">The text is none of these; the message says what was expected.</exception>
    public static StoreLocation Parse(string uri)
    {
        string text = uri.Trim();
        if (text.Length == 0)
        {
            throw Invalid(uri, "it is empty");
        }

        if (text is "memory:" or "memory" or ":memory:" or "sqlite://:memory:" or "sqlite:///:memory:")
        {
            return new StoreLocation(null, uri);
        }

        if (text.StartsWith("sqlite:", StringComparison.OrdinalIgnoreCase))
        {
            if (!text.StartsWith(Scheme + "/", StringComparison.OrdinalIgnoreCase))
            {
                throw Invalid(uri, "after sqlite: come three slashes and a relative path, or four and an absolute one");
            }

            text = Uri.UnescapeDataString(text[(Scheme.Length + 1)..]);
            if (text.Length == 0)
            {
                throw Invalid(uri, "it names no file");
            }
        }
        else if (text.Contains("://", StringComparison.Ordinal))
        {
            throw Invalid(uri, "only sqlite: is known");
        }

        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw Invalid(uri, "it holds a null character");
        }

        return new StoreLocation(WithoutLink(System.IO.Path.GetFullPath(text)), uri);
    }

    /// <summary>The location by the rules of precedence: environment, then options, then the default.</summary>
    /// <exception cref="FormatException">What was given is not a location.</exception>
    public static StoreLocation Resolve(string? fromOptions)
    {
        string? fromEnvironment = Environment.GetEnvironmentVariable(EnvironmentVariable);
        return Parse(!string.IsNullOrWhiteSpace(fromEnvironment) ? fromEnvironment
            : !string.IsNullOrWhiteSpace(fromOptions) ? fromOptions
            : DefaultFileName);
    }

    /// <summary>Journals lie beside the file itself, so that whoever comes by another name finds them.</summary>
    private static string WithoutLink(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return path; // to open it will say what is wrong
        }
    }

    private static FormatException Invalid(string uri, string why) => new(
        $"'{uri}' is not a store: {why}. Expected a path such as data/flujo_ops.db, sqlite:///relative/path.db, " +
        "sqlite:////absolute/path.db or memory:");
}
