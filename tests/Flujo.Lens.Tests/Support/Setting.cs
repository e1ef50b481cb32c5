namespace Flujo.Lens.Tests.Support;

/// <summary>The world around a session.</summary>
internal sealed record Setting
{
    public bool IsTerminal { get; init; }

    public bool Colour { get; init; }

    public int Width { get; init; } = 80;

    /// <summary>The value of FLUJO_LENS_TIMEOUT.</summary>
    public string? Timeout { get; init; }

    public DateTimeOffset Now { get; init; } = TestStore.Now;
}
