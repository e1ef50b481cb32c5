using System.Text;

namespace Flujo.Analyzers.Naming;

/// <summary>The style of names that queries and dashboards can rely on: lower-case words and numbers with single underscores between.</summary>
internal static class SnakeCase
{
    public const int LongestName = 64;

    public static bool Is(string name)
    {
        for (int i = 0; i < name.Length; i++)
        {
            bool isSeparator = name[i] == '_';
            if (isSeparator ? i == 0 || i == name.Length - 1 || name[i - 1] == '_' : !char.IsLetterOrDigit(name[i]) || char.IsUpper(name[i]))
                return false;
        }

        return name.Length > 0;
    }

    /// <summary>The name in this style. Words begin where those of a method's name do, see <see cref="Rules.StepName"/>: digits stay with
    /// the word before them.</summary>
    /// <returns>Null for a name without a letter or digit, and for one that is too long even so.</returns>
    public static string? Of(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (int i = 0; i < name.Length; i++)
        {
            if (!char.IsLetterOrDigit(name[i]))
            {
                Separate(text);
                continue;
            }

            if (i > 0 && char.IsUpper(name[i]) && (char.IsLower(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]))))
                Separate(text);
            text.Append(char.ToLowerInvariant(name[i]));
        }

        string words = text.ToString().TrimEnd('_');
        return Is(words) && words.Length <= LongestName ? words : null;
    }

    private static void Separate(StringBuilder text)
    {
        if (text.Length > 0 && text[text.Length - 1] != '_')
            text.Append('_');
    }
}
