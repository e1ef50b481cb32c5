namespace Flujo.Lens.Terminal;

/// <summary>One cell of a table. The text may be stored text as it is: the table makes it harmless.</summary>
internal sealed record Cell(string Text, Tone Tone = Tone.Plain)
{
    public static implicit operator Cell(string? text) => new(text ?? "");

    public static implicit operator Cell(FlujoStatus status) => new(status.Word(), Tones.Of(status));
}
