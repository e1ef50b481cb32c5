namespace Flujo.Lens.Terminal;

/// <summary>What a colour means. The values are the terminal's own sixteen colours, so that its theme decides.</summary>
internal enum Tone
{
    Plain = -1,
    Bad = 1,
    Good = 2,
    Warning = 3,
    Special = 5,
    Active = 6,
    Muted = 8,
}
