using System.Text.Json.Serialization.Metadata;

namespace Flujo;

/// <summary>Settings of the process, given to <see cref="FlujoTrace.Configure"/> before the first span. Environment variables win over them.</summary>
public sealed class FlujoOptions
{
    /// <summary>Whether anything is recorded; default true. <c>FLUJO_DISABLE_TRACING=1</c> wins.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Where the store is: a path, a <c>sqlite:</c> URI or <c>memory:</c>. Null (the default) means <c>flujo_ops.db</c> in the current
    /// directory. <c>FLUJO_STATE_URI</c> wins.</summary>
    public string? Store { get; set; }

    /// <summary>Whether a step outside any run opens a run of its own: true (the default), false, or a share such as 0.01.</summary>
    public FlujoSampling ImplicitRuns { get; set; } = true;

    /// <summary>The most that the journal may take, in bytes; default 64 MiB.</summary>
    public long MaxJournalBytes { get; set; } = 64L * 1024 * 1024;

    /// <summary>The longest that one record may make its thread wait when the journal is full and the drainer moves; default 250 ms.</summary>
    public TimeSpan MaxBlock { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The most that an input, output, prompt or final output takes, in bytes of UTF-8; default 32 KiB, at most 48 KiB.</summary>
    public int MaxPayloadBytes { get; set; } = 32 * 1024;

    /// <summary>The most that any other text takes, in bytes of UTF-8; default 8 KiB, at most 16 KiB.</summary>
    public int MaxTextBytes { get; set; } = 8 * 1024;

    /// <summary>How much the store keeps; null (the default) for everything.</summary>
    public FlujoRetention? Retention { get; set; }

    /// <summary>Values that are never recorded, wherever they stand.</summary>
    public IList<string> Secrets { get; } = [];

    /// <summary>Rules that run after the built-in ones on every recorded text. A rule that throws or takes longer than 10 ms masks the whole text.</summary>
    public IList<Func<string, string>> RedactionRules { get; } = [];

    /// <summary>What the tokens of each model cost: for usage whose cost nobody gives. These come before those of <see cref="PriceFile"/>.</summary>
    public FlujoPriceTable Prices { get; } = new();

    /// <summary>A JSON file with prices, read once at the first span; null (the default) for none. A relative path is one beneath the current directory.</summary>
    public string? PriceFile { get; set; }

    /// <summary>The most that every run may use, unless it sets a budget of its own; null (the default) for no limit.</summary>
    public FlujoBudget? RunBudget { get; set; }

    /// <summary>How values of the program's own types become JSON, without reflection; null to leave it to reflection where that is there.</summary>
    public IJsonTypeInfoResolver? JsonTypes { get; set; }

    /// <summary>Told of everything that goes wrong in tracing, in place of one line per cause on stderr. Called on any thread.</summary>
    public Action<FlujoNote>? OnNote { get; set; }
}
