using System.Diagnostics;
using Flujo.Diagnostics;
using Flujo.Storage;

namespace Flujo.Export;

/// <summary>
/// The thread that sends what the drainer has stored. It reads the store with a connection of its own and lets the drainer write down what arrived, so that neither
/// the program nor the drainer ever waits for a receiver. Public members are thread-safe; the rest belongs to the thread.
/// </summary>
internal sealed class Exporter
{
    /// <summary>The most that sending may take of a process's exit.</summary>
    public static readonly TimeSpan ExitPatience = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ClaimedPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);

    /// <summary>A pass is allowed one tenth of this thread's time: a store with very many open runs takes long to look through.</summary>
    private const int RestFactor = 9;

    private readonly StoreLocation _location;
    private readonly string _memoryName;
    private readonly OtlpClient _client;
    private readonly IOutboxStore _store;
    private readonly string _owner;
    private readonly Thread _thread;
    private readonly AutoResetEvent _wake = new(false);
    private readonly CancellationTokenSource _abort = new();
    private readonly ManualResetEventSlim _passEnded = new(false);
    private readonly BackOff _backOff = new(Random.Shared.NextDouble);
    private long _passesAsked;
    private long _passesDone;
    private volatile bool _stopping;
    private SqliteDatabase? _reading;
    private Shipment? _shipment;
    private long _seenVersion = -1;
    private long _refusedTold;

    private Exporter(StoreLocation location, string memoryName, string owner, OtlpClient client, IOutboxStore store)
    {
        _location = location;
        _memoryName = memoryName;
        _owner = owner;
        _client = client;
        _store = store;
        _thread = new Thread(Work) { IsBackground = true, Name = "Flujo exporter" };
    }

    /// <summary>Starts sending, when the environment asks for it. What cannot be understood there is a note, and nothing is sent: the store has it all the same.</summary>
    /// <param name="location">The store.</param>
    /// <param name="memoryName">Its name when it is in memory.</param>
    /// <param name="owner">Tells this process from others.</param>
    /// <param name="store">Writes down what arrived.</param>
    public static Exporter? Start(StoreLocation location, string memoryName, string owner, IOutboxStore store)
    {
        if (!OtlpSettings.IsEnabled(Environment.GetEnvironmentVariable))
        {
            return null;
        }

        try
        {
            var exporter = new Exporter(location, memoryName, owner, new OtlpClient(OtlpSettings.Read(Environment.GetEnvironmentVariable)), store);
            exporter._thread.Start();
            return exporter;
        }
        catch (FormatException error)
        {
            Notes.Write("export_misconfigured", $"nothing is sent over OTLP: {error.Message}. Spans are stored as always; flujo lens ship sends them later");
            return null;
        }
    }

    /// <summary>Sends now what is in the store now.</summary>
    /// <param name="timeout">How long to wait for that; it goes on afterwards.</param>
    /// <returns>Whether the pass ended in time, with whatever success.</returns>
    public bool Send(TimeSpan timeout)
    {
        long ticket = Interlocked.Increment(ref _passesAsked);
        long started = Stopwatch.GetTimestamp();
        while (true)
        {
            _passEnded.Reset();
            if (Volatile.Read(ref _passesDone) >= ticket)
            {
                return true;
            }

            _wake.Set();
            TimeSpan left = timeout - Stopwatch.GetElapsedTime(started);
            if (left <= TimeSpan.Zero || !_thread.IsAlive)
            {
                return Volatile.Read(ref _passesDone) >= ticket;
            }

            _passEnded.Wait(left < Interval ? left : Interval);
        }
    }

    /// <summary>Makes a last pass and ends.</summary>
    /// <param name="timeout">How long it may take; what was not sent then is left to the next process, or to <c>flujo lens ship</c>.</param>
    public void Stop(TimeSpan timeout)
    {
        _stopping = true;
        if (!Send(timeout))
        {
            _abort.Cancel();
        }

        _thread.Join(Grace);
    }

    private void Work()
    {
        bool isLast;
        do
        {
            isLast = _stopping; // before the pass: who sets it asks for one more
            long asked = Volatile.Read(ref _passesAsked);
            long started = Stopwatch.GetTimestamp();
            PassEnd end = Pass();
            Volatile.Write(ref _passesDone, asked);
            _passEnded.Set();
            if (!isLast)
            {
                _wake.WaitOne(end switch
                {
                    PassEnd.TryLater => _backOff.Next(_shipment?.RetryAfter),
                    PassEnd.Claimed => ClaimedPause,
                    _ => Max(Interval, Stopwatch.GetElapsedTime(started) * RestFactor),
                });
            }
        }
        while (!isLast);
        _shipment?.Release();
    }

    private PassEnd Pass()
    {
        try
        {
            if (Open() is not { } shipment)
            {
                return PassEnd.Done;
            }

            long version = _reading!.Number("PRAGMA data_version") ?? 0;
            if (version == _seenVersion)
            {
                return PassEnd.Done; // nobody has stored anything since the outbox was empty
            }

            PassEnd end = shipment.Run(_abort.Token);
            if (end == PassEnd.Done)
            {
                _backOff.Reset();
                _seenVersion = version;
            }
            else if (end == PassEnd.TryLater && shipment.Problem is { } problem)
            {
                Notes.Write("export_delayed", $"{problem}. Spans wait in the store and are sent later");
            }

            if (shipment.Refused > _refusedTold)
            {
                _refusedTold = shipment.Refused;
                Notes.Write("export_refused", $"the receiver does not take some spans: {shipment.Problem}. They stay in the store and are not sent again");
            }

            return end;
        }
        catch (Exception error)
        {
            // The thread outlives whatever happens to store and network.
            Forget();
            Notes.Write("export_failed", $"sending over OTLP failed: {error.Message}. Spans are stored as always and are sent later");
            return PassEnd.TryLater;
        }
    }

    /// <summary>Null while there is no store yet.</summary>
    private Shipment? Open()
    {
        if (_reading is not null && _location.Path is not null && (!File.Exists(_location.Path) || StoreFile.HasMoved(_reading)))
        {
            Forget();
        }

        if (_reading is null && (_location.IsMemory || File.Exists(_location.Path)))
        {
            SqliteDatabase reading = SqliteDatabase.Open(_location.Path ?? StoreFile.MemoryUri(_memoryName), create: _location.IsMemory, busyTimeoutMilliseconds: 500);
            if (StoreFile.VersionOf(reading) != StoreSchema.Version)
            {
                reading.Dispose(); // not laid out yet, or newer: then the drainer says so
                return null;
            }

            if (_location.IsMemory)
            {
                reading.Execute("PRAGMA read_uncommitted = 1");
            }

            _reading = reading;
            _shipment = new Shipment(reading, _store, _client, _owner);
            _seenVersion = -1;
        }

        return _shipment;
    }

    private void Forget()
    {
        _reading?.Dispose();
        _reading = null;
        _shipment = null;
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
