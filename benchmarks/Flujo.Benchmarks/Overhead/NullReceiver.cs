using System.Net;
using System.Net.Sockets;

namespace Flujo.Benchmarks.Overhead;

/// <summary>An OTLP receiver that takes everything, counts its bytes and keeps nothing.</summary>
internal sealed class NullReceiver : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Thread _thread;
    private long _bytes;

    public NullReceiver()
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Address = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}";
        }

        _listener.Prefixes.Add(Address + "/");
        _listener.Start();
        _thread = new Thread(Receive) { IsBackground = true };
        _thread.Start();
    }

    public string Address { get; }

    public long Bytes => Volatile.Read(ref _bytes);

    public void Dispose()
    {
        _listener.Stop();
        _thread.Join();
    }

    private void Receive()
    {
        byte[] buffer = new byte[64 * 1024];
        try
        {
            while (true)
            {
                HttpListenerContext context = _listener.GetContext();
                for (int read; (read = context.Request.InputStream.Read(buffer)) > 0;)
                    Interlocked.Add(ref _bytes, read);
                context.Response.Close();
            }
        }
        catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
        {
            // Disposed of.
        }
    }
}
