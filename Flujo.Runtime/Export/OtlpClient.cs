using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace Flujo.Export;

/// <summary>Sends batches over OTLP/HTTP, one request at a time. Used by one thread; blocks it.</summary>
internal sealed class OtlpClient : IDisposable
{
    private const int LongestAnswer = 64 * 1024;
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(1);

    private readonly OtlpSettings _settings;
    private readonly HttpClient _http;
    private readonly ProtobufWriter _protobuf = new();

    /// <exception cref="FormatException">A certificate cannot be read.</exception>
    public OtlpClient(OtlpSettings settings)
    {
        _settings = settings;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false, // the headers, which may be secrets, are for the address that was configured
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null, // or the sending of traces would make traces
            ConnectTimeout = settings.Timeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            UseCookies = false,
        };
        handler.SslOptions = Tls(settings);
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Sends a batch and reads the answer. Never throws.</summary>
    /// <param name="groups">The spans.</param>
    /// <param name="stop">Ends the request before its time.</param>
    public SendResult Send(IReadOnlyList<ExportGroup> groups, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(_settings.Timeout);
        try
        {
            using HttpRequestMessage request = Request(groups);
            using HttpResponseMessage response = _http.Send(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return Judge(response, limit.Token);
        }
        catch (OperationCanceledException)
        {
            return new(SendOutcome.TryLater, Message: $"{_settings.Address} did not answer within {_settings.Timeout.TotalSeconds:0.###} s");
        }
        catch (Exception error)
        {
            string reason = error.InnerException is { } inner ? $"{error.Message} ({inner.Message})" : error.Message;
            return new(SendOutcome.TryLater, Message: $"{_settings.Address} could not be reached: {reason}");
        }
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Request(IReadOnlyList<ExportGroup> groups)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, _settings.Endpoint) { Content = Content(groups) };
        request.Headers.TryAddWithoutValidation("User-Agent", $"Flujo/{OtlpScope.Version}");
        foreach ((string name, string value) in _settings.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    private HttpContent Content(IReadOnlyList<ExportGroup> groups)
    {
        ReadOnlyMemory<byte> body = _settings.Protocol == OtlpProtocol.Json ? Json(groups) : Protobuf(groups);
        HttpContent content;
        if (_settings.Gzip)
        {
            var compressed = new MemoryStream();
            using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
            {
                gzip.Write(body.Span);
            }

            content = new ByteArrayContent(compressed.GetBuffer(), 0, (int)compressed.Length);
            content.Headers.ContentEncoding.Add("gzip");
        }
        else
        {
            content = new ReadOnlyMemoryContent(body);
        }

        content.Headers.ContentType = new MediaTypeHeaderValue(_settings.Protocol == OtlpProtocol.Json ? "application/json" : "application/x-protobuf");
        return content;
    }

    private ReadOnlyMemory<byte> Protobuf(IReadOnlyList<ExportGroup> groups)
    {
        _protobuf.Clear();
        OtlpProtobuf.Write(_protobuf, groups);
        return _protobuf.Written;
    }

    private static ReadOnlyMemory<byte> Json(IReadOnlyList<ExportGroup> groups)
    {
        var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            OtlpJson.Write(json, groups);
        }

        return stream.GetBuffer().AsMemory(0, (int)stream.Length);
    }

    private SendResult Judge(HttpResponseMessage response, CancellationToken stop)
    {
        if (response.IsSuccessStatusCode)
        {
            (long rejected, string? message) = OtlpResponse.Read(
                Body(response, stop), response.Content.Headers.ContentType?.MediaType == "application/json");
            return new(SendOutcome.Delivered, Math.Max(0, rejected), message);
        }

        int code = (int)response.StatusCode;
        string said = $"{_settings.Address} answered {code} {response.ReasonPhrase}";
        return response.StatusCode switch
        {
            // Only what the spans themselves are at fault for is given up. A wrong address, header or certificate will be set right, and then they arrive.
            HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity => new(SendOutcome.Refused, Message: said),
            HttpStatusCode.RequestEntityTooLarge => new(SendOutcome.TooLarge, Message: said),
            _ => new(SendOutcome.TryLater, Message: said, RetryAfter: RetryAfter(response)),
        };
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        TimeSpan? after = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - DateTimeOffset.UtcNow,
            _ => null,
        };
        return after is not { } wait || wait <= TimeSpan.Zero ? null : wait < LongestRetryAfter ? wait : LongestRetryAfter;
    }

    private static ReadOnlySpan<byte> Body(HttpResponseMessage response, CancellationToken stop)
    {
        var buffer = new byte[LongestAnswer];
        int length = 0;
        using Stream stream = response.Content.ReadAsStream(stop);
        while (length < buffer.Length && stream.Read(buffer, length, buffer.Length - length) is var read and > 0)
        {
            length += read;
        }

        return buffer.AsSpan(0, length);
    }

    private static SslClientAuthenticationOptions Tls(OtlpSettings settings)
    {
        var options = new SslClientAuthenticationOptions();
        try
        {
            if (settings.CertificatePath is { } authorities)
            {
                var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
                policy.CustomTrustStore.ImportFromPemFile(authorities);
                options.CertificateChainPolicy = policy;
            }

            if (settings.ClientCertificatePath is { } own)
            {
                options.ClientCertificates = [X509Certificate2.CreateFromPemFile(own, settings.ClientKeyPath)];
            }
        }
        catch (Exception error) when (error is System.Security.Cryptography.CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new FormatException($"a certificate that OTEL_EXPORTER_OTLP_… names cannot be read: {error.Message}");
        }

        return options;
    }
}
