namespace Flujo.Analyzers.Naming;

/// <summary>The words of a name in lower case, however it sets them apart: step_3, Step 3, STEP-THREE, step3, ParseHTML.</summary>
internal static class NameWords
{
    public static List<string> Of(string name)
    {
        var words = new List<string>();
        int start = 0;
        for (int i = 0; i <= name.Length; i++)
        {
            if (i < name.Length && char.IsLetterOrDigit(name[i]) && (i == start || !Begins(name, i)))
                continue;
            if (i > start)
                words.Add(name.Substring(start, i - start).ToLowerInvariant());
            start = i < name.Length && char.IsLetterOrDigit(name[i]) ? i : i + 1;
        }

        return words;
    }

    /// <summary>A word begins where letters and digits meet, and at an upper-case letter after a lower-case one or before one.</summary>
    private static bool Begins(string name, int i)
    {
        char before = name[i - 1];
        char here = name[i];
        if (char.IsDigit(before) != char.IsDigit(here))
            return true;
        return char.IsUpper(here) && (char.IsLower(before) || (char.IsUpper(before) && i + 1 < name.Length && char.IsLower(name[i + 1])));
    }
}
