using System.Globalization;

namespace Flujo.Lens.Terminal;

/// <summary>Chooses and applies colours.</summary>
internal static class Tones
{
    private const int FirstColour = 30;
    private const int FirstBrightColour = 90;
    private const int BrightColours = 8;

    /// <summary>The colour of a status, the same in every view.</summary>
    public static Tone Of(FlujoStatus status) => status switch
    {
        FlujoStatus.Completed => Tone.Good,
        FlujoStatus.Failed => Tone.Bad,
        FlujoStatus.Running => Tone.Active,
        FlujoStatus.Interrupted => Tone.Special,
        _ => Tone.Warning,
    };

    /// <summary>The text in its colour, where stdout has colours.</summary>
    public static string Paint(this LensContext context, string text, Tone tone)
    {
        if (!context.Colour || tone == Tone.Plain || text.Length == 0)
        {
            return text;
        }

        int number = (int)tone;
        int code = number < BrightColours ? FirstColour + number : FirstBrightColour + number - BrightColours;
        return string.Create(CultureInfo.InvariantCulture, $"\u001b[{code}m{text}\u001b[0m");
    }
}
