using System.Globalization;

namespace Flujo.Export;

/// <summary>
/// Where spans are sent and how, as the environment says: Flujo's own two variables and the standard ones of OpenTelemetry's specification of the OTLP exporter, of
/// which those for traces win over those for all signals. Immutable. The values of headers are secrets: nothing here prints them.
/// </summary>
internal sealed record OtlpSettings
{
    public const string EnabledVariable = "OTLP_EXPORT_ENABLED";
    public const string EndpointVariable = "OTLP_ENDPOINT";

    private const string Prefix = "OTEL_EXPORTER_OTLP_";
    private const string TracesPath = "v1/traces";
    private const string DefaultBase = "http://localhost:4318";
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(10);

    /// <summary>The whole address.</summary>
    public required Uri Endpoint { get; init; }

    public OtlpProtocol Protocol { get; init; }

    public bool Gzip { get; init; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>For one request.</summary>
    public TimeSpan Timeout { get; init; } = DefaultTimeout;

    /// <summary>PEM files: the authorities to trust in place of the system's, and a certificate of our own with its key.</summary>
    public string? CertificatePath { get; init; }

    public string? ClientCertificatePath { get; init; }

    public string? ClientKeyPath { get; init; }

    /// <summary>The address for people: without what may be a secret.</summary>
    public string Address => Endpoint.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    /// <summary>Whether this program is to send what it records.</summary>
    public static bool IsEnabled(Func<string, string?> variable) =>
        variable(EnabledVariable)?.Trim() is { } text && (text == "1" || text.Equals("true", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether any variable says where to send to.</summary>
    public static bool NamesEndpoint(Func<string, string?> variable) =>
        Text(variable, EndpointVariable) is not null || Standard(variable, "ENDPOINT") is not null;

    /// <summary>Reads the environment.</summary>
    /// <exception cref="FormatException">What cannot be understood, with the variable's name and what it may be; never with a value that may be a secret.</exception>
    public static OtlpSettings Read(Func<string, string?> variable) => new()
    {
        Endpoint = ReadEndpoint(variable),
        Protocol = ReadProtocol(variable),
        Gzip = ReadCompression(variable),
        Headers = ReadHeaders(variable),
        Timeout = ReadTimeout(variable),
        CertificatePath = ReadFile(variable, "CERTIFICATE"),
        ClientCertificatePath = ReadFile(variable, "CLIENT_CERTIFICATE"),
        ClientKeyPath = ReadFile(variable, "CLIENT_KEY"),
    };

    /// <summary>Key and value pairs as headers and resource attributes have them: <c>a=b,c=d</c>, percent-encoded.</summary>
    /// <exception cref="FormatException">A part without a key or without <c>=</c>.</exception>
    public static List<KeyValuePair<string, string>> ReadPairs(string name, string? text)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        foreach (string part in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw new FormatException($"{name} is not a list of key=value, separated by commas (part {pairs.Count + 1} is not)");
            }

            pairs.Add(new(Uri.UnescapeDataString(part[..equals].Trim()), Uri.UnescapeDataString(part[(equals + 1)..].Trim())));
        }

        return pairs;
    }

    private static Uri ReadEndpoint(Func<string, string?> variable)
    {
        if (Text(variable, EndpointVariable) is { } own)
        {
            return WithTracesPath(EndpointVariable, own);
        }

        return Text(variable, Prefix + "TRACES_ENDPOINT") is { } whole
            ? ParseUri(Prefix + "TRACES_ENDPOINT", whole)
            : WithTracesPath(Prefix + "ENDPOINT", Text(variable, Prefix + "ENDPOINT") ?? DefaultBase);
    }

    private static Uri WithTracesPath(string name, string text)
    {
        Uri uri = ParseUri(name, text);
        string path = uri.AbsolutePath.TrimEnd('/');
        return path.EndsWith("/" + TracesPath, StringComparison.Ordinal)
            ? uri
            : new UriBuilder(uri) { Path = $"{path}/{TracesPath}" }.Uri;
    }

    private static Uri ParseUri(string name, string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https" && uri.Host.Length > 0
            ? uri
            : throw new FormatException($"{name} is not an address such as https://collector.example:4318");

    private static OtlpProtocol ReadProtocol(Func<string, string?> variable) => Standard(variable, "PROTOCOL") switch
    {
        null or "http/protobuf" => OtlpProtocol.Protobuf,
        "http/json" => OtlpProtocol.Json,
        { } other => throw new FormatException(
            $"{Prefix}PROTOCOL is '{other}'; this exporter speaks http/protobuf and http/json (a collector's port for HTTP is 4318)"),
    };

    private static bool ReadCompression(Func<string, string?> variable) => Standard(variable, "COMPRESSION") switch
    {
        null or "none" => false,
        "gzip" => true,
        { } other => throw new FormatException($"{Prefix}COMPRESSION is '{other}'; it may be gzip or none"),
    };

    private static List<KeyValuePair<string, string>> ReadHeaders(Func<string, string?> variable)
    {
        List<KeyValuePair<string, string>> headers = ReadPairs(Prefix + "HEADERS", Standard(variable, "HEADERS"));
        using var probe = new HttpRequestMessage();
        foreach ((string name, string value) in headers)
        {
            if (!probe.Headers.TryAddWithoutValidation(name, value) || value.AsSpan().IndexOfAny('\r', '\n', '\0') >= 0)
            {
                throw new FormatException($"{Prefix}HEADERS has a header that HTTP does not allow (number {headers.FindIndex(each => each.Key == name) + 1})");
            }
        }

        return headers;
    }

    private static TimeSpan ReadTimeout(Func<string, string?> variable)
    {
        if (Standard(variable, "TIMEOUT") is not { } text)
        {
            return DefaultTimeout;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int milliseconds) && milliseconds > 0
            ? TimeSpan.FromMilliseconds(milliseconds)
            : throw new FormatException($"{Prefix}TIMEOUT is '{text}'; it is a whole number of milliseconds above 0");
    }

    private static string? ReadFile(Func<string, string?> variable, string name) => Standard(variable, name) switch
    {
        null => null,
        { } path when File.Exists(path) => path,
        { } path => throw new FormatException($"{Prefix}{name} names {path}, which is not there"),
    };

    /// <summary>The variable for traces, else the one for all signals.</summary>
    private static string? Standard(Func<string, string?> variable, string name) =>
        Text(variable, $"{Prefix}TRACES_{name}") ?? Text(variable, Prefix + name);

    private static string? Text(Func<string, string?> variable, string name) =>
        variable(name)?.Trim() is { Length: > 0 } text ? text : null;
}
