namespace Flujo.Lens.Tests.Support;

/// <summary>The world around a session.</summary>
internal sealed record Setting
{
    public bool IsTerminal { get; init; }

    public bool Colour { get; init; }

    public int Width { get; init; } = 80;

    /// <summary>The value of FLUJO_LENS_TIMEOUT.</summary>
    public string? Timeout { get; init; }

    /// <summary>Where to send to, in OTLP_ENDPOINT. Nothing listens there.</summary>
    public string? Endpoint { get; init; } = "http://127.0.0.1:9";

    public DateTimeOffset Now { get; init; } = TestStore.Now;
}
