using System.Text;

namespace Flujo.Rules;

/// <summary>The name of a step whose attribute gives none. Names are keys that people query for years: never change this.</summary>
internal static class StepName
{
    private const string AsyncSuffix = "Async";

    /// <summary>
    /// The method's name without <c>Async</c>, in snake_case. A word begins at an upper-case letter after a lower-case
    /// one or before one; digits stay with the word before them: ParseHTMLAsync is parse_html, Step1Run is step1_run.
    /// </summary>
    public static string Of(string methodName)
    {
        string name = methodName.Substring(methodName.LastIndexOf('.') + 1);
        if (name.Length > AsyncSuffix.Length && name.EndsWith(AsyncSuffix, StringComparison.Ordinal))
            name = name.Substring(0, name.Length - AsyncSuffix.Length);

        var words = new StringBuilder(name.Length + 8);
        for (int i = 0; i < name.Length; i++)
        {
            if (name[i] == '_' || BeginsWord(name, i))
                Separate(words);
            if (name[i] != '_')
                words.Append(char.ToLowerInvariant(name[i]));
        }

        if (words.Length == 0)
            return name;
        return words.ToString().TrimEnd('_');
    }

    private static bool BeginsWord(string name, int i) =>
        char.IsUpper(name[i]) && i > 0 && (char.IsLower(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));

    private static void Separate(StringBuilder words)
    {
        if (words.Length > 0 && words[words.Length - 1] != '_')
            words.Append('_');
    }
}
