namespace Flujo.Analyzers.Naming;

/// <summary>
/// Tells names that say nothing. A name is judged by all of its words: it is vague when none of them says anything, so step1 and test are,
/// step_up_transformer and test_connection are not. In doubt a name is not vague: a false alarm costs more trust than a miss.
/// </summary>
internal sealed class VagueNames
{
    private static readonly char[] Separators = [',', ';', ' ', '\t'];
    private readonly HashSet<string> _extraWords = new(StringComparer.Ordinal);
    private readonly HashSet<string> _extraNames = new(StringComparer.Ordinal);

    /// <param name="extra">More words and names that say nothing, with commas, semicolons or blanks between.</param>
    public VagueNames(string extra = "")
    {
        foreach (string name in extra.Split(Separators, StringSplitOptions.RemoveEmptyEntries))
        {
            List<string> words = NameWords.Of(name);
            if (words.Count == 1)
                _extraWords.Add(words[0]);
            else if (words.Count > 1)
                _extraNames.Add(string.Join("_", words));
        }
    }

    public bool IsVague(string name)
    {
        List<string> words = NameWords.Of(name);
        if (IsListed(words))
            return true;

        var rest = new List<string>();
        for (int i = 0; i < words.Count; i++)
        {
            if (!IsNothing(words, i))
                rest.Add(words[i]);
        }

        return rest.All(IsEmpty)
            || (rest.Count == 1 && VagueWords.EmptyAlone.Contains(rest[0]))
            || (rest.Count == 2 && rest.Any(VagueWords.EmptyVerbs.Contains) && rest.Any(static word => word is "step" or "steps"));
    }

    /// <summary>Whole names, also numbered ones.</summary>
    private bool IsListed(List<string> words)
    {
        string name = string.Join("_", words.Where(static word => !IsNumber(word)));
        return VagueWords.Phrases.Contains(name) || _extraNames.Contains(name) || _extraNames.Contains(string.Join("_", words));
    }

    /// <summary>Numbers, fillers, and single letters that number what is before them (step_a), or have nothing but their like beside
    /// them (x1); the letter of t_test and that of a_b_test is part of a term.</summary>
    private bool IsNothing(List<string> words, int i)
    {
        string word = words[i];
        if (IsNumber(word) || VagueWords.Fillers.Contains(word))
            return true;
        if (word is "st" or "nd" or "rd" or "th")
            return i > 0 && words[i - 1].All(char.IsDigit);
        if (word.Length > 1 && !VagueWords.RomanNumbers.Contains(word))
            return false;
        if (words.All(static each => each.Length == 1 || IsNumber(each)))
            return true;
        string? labelled = words.Take(i).LastOrDefault(static each => !IsNumber(each));
        return labelled is not null && (IsEmpty(labelled) || VagueWords.EmptyAlone.Contains(labelled));
    }

    private static bool IsNumber(string word) => word.All(char.IsDigit) || VagueWords.Numbers.Contains(word);

    private bool IsEmpty(string word) =>
        VagueWords.Empty.Contains(word)
        || _extraWords.Contains(word)
        || IsKeyboardNoise(word)
        || IsTwoInOne(word);

    /// <summary>One character again and again (xxx), the start of a keyboard's row (asdf), or such a start twice (asdasd).</summary>
    private static bool IsKeyboardNoise(string word)
    {
        if (word.Length > 1 && word.All(each => each == word[0]))
            return true;
        string half = word.Length % 2 == 0 ? word.Substring(0, word.Length / 2) : word;
        if (half + half == word)
            word = half;
        return word.Length >= 3 && VagueWords.KeyboardRows.Any(row => row.StartsWith(word, StringComparison.Ordinal));
    }

    /// <summary>Words that are written together: dowork, mystep, stepthree, stepa.</summary>
    private bool IsTwoInOne(string word)
    {
        // The plurals are listed where they say nothing; "as" in "steps" is no letter of an alphabet.
        if (word.Length > 4 && word[word.Length - 1] != 's' && word.Substring(0, word.Length - 1) is "step" or "test" or "task" or "method" or "func")
            return true;
        for (int split = 2; split <= word.Length - 2; split++)
        {
            if (IsPart(word.Substring(0, split)) && IsPart(word.Substring(split)))
                return true;
        }

        return false;
    }

    private bool IsPart(string word) =>
        VagueWords.Empty.Contains(word) || VagueWords.Numbers.Contains(word) || VagueWords.Fillers.Contains(word) || _extraWords.Contains(word);
}
