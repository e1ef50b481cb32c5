using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Flujo.Export.Tests.Otlp;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Flujo.Export.Tests.Receiving;

/// <summary>An OTLP receiver on a port of its own. What a test wants to go wrong, it says with <see cref="Answer"/>.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Receiver(WebApplication app) => _app = app;

    /// <summary>The requests that were answered with success.</summary>
    public ConcurrentQueue<ReceivedRequest> Accepted { get; } = new();

    /// <summary>All requests, in order.</summary>
    public ConcurrentQueue<ReceivedRequest> Seen { get; } = new();

    /// <summary>What to do with a request: gets it and its number from 1.</summary>
    public Func<HttpContext, ReceivedRequest, int, Task<bool>> Answer { get; set; } = static (_, _, _) => Task.FromResult(true);

    public int Port => new Uri(_app.Urls.First()).Port;

    public string Address => _app.Urls.First();

    public IEnumerable<Span> Spans => Accepted.SelectMany(static each => each.Spans);

    /// <summary>Starts one.</summary>
    /// <param name="port">The port, or 0 for a free one.</param>
    /// <param name="certificate">For https.</param>
    public static async Task<Receiver> StartAsync(int port = 0, X509Certificate2? certificate = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }
        }));
        builder.WebHost.UseKestrelHttpsConfiguration();
        WebApplication app = builder.Build();
        var receiver = new Receiver(app);
        app.Run(receiver.ReceiveAsync);
        await app.StartAsync();
        return receiver;
    }

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _app.StopAsync(atOnce.Token);
        await _app.DisposeAsync();
    }

    private async Task ReceiveAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        body.Position = 0;
        using var plain = new MemoryStream();
        Stream content = http.Request.Headers.ContentEncoding == "gzip" ? new GZipStream(body, CompressionMode.Decompress) : body;
        await content.CopyToAsync(plain);
        var request = new ReceivedRequest(
            http.Request.Path,
            http.Request.ContentType ?? "",
            http.Request.Headers.ContentEncoding.ToString(),
            http.Request.Headers.ToDictionary(static each => each.Key, static each => each.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            plain.ToArray());
        Seen.Enqueue(request);
        if (!await Answer(http, request, Seen.Count) || http.Response.HasStarted)
        {
            return;
        }

        Accepted.Enqueue(request);
        http.Response.ContentType = request.ContentType;
        await http.Response.Body.WriteAsync(request.IsJson ? "{}"u8.ToArray() : new ExportTraceServiceResponse().ToByteArray());
    }
}
