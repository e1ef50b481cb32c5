using System.Globalization;

namespace Flujo.Analyzers.Naming;

/// <summary>What keeps a text from being a name at all.</summary>
internal static class NameFault
{
    /// <returns>The rest of a sentence that begins "the name", or null.</returns>
    public static string? Of(string name)
    {
        if (name.Length == 0)
            return "is empty";
        foreach (char character in name)
        {
            if (char.IsControl(character))
                return string.Format(CultureInfo.InvariantCulture, "holds the control character U+{0:X4}", (int)character);
        }

        return string.IsNullOrWhiteSpace(name) ? "is blank" : null;
    }
}
