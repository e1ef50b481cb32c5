namespace DocumentDigest.Text;

/// <summary>Splits a paragraph into sentences.</summary>
internal static class SentenceSplitter
{
    private static readonly string[] Abbreviations =
        ["e.g.", "i.e.", "etc.", "vs.", "cf.", "mr.", "mrs.", "ms.", "dr.", "st.", "no.", "fig.", "approx.", "ca.", "prof."];

    public static IEnumerable<string> Split(string paragraph)
    {
        int begin = 0;
        for (int i = 0; i < paragraph.Length; i++)
        {
            if (!IsEnd(paragraph, ref i, begin))
                continue;
            yield return paragraph[begin..(i + 1)].Trim();
            begin = i + 1;
        }

        string rest = paragraph[begin..].Trim();
        if (rest.Length > 0)
            yield return rest;
    }

    /// <summary>Whether a sentence ends at <paramref name="i"/>; moves it past closing quotes and brackets.</summary>
    private static bool IsEnd(string text, ref int i, int begin)
    {
        if (text[i] is not ('.' or '!' or '?'))
            return false;
        int end = i;
        while (end + 1 < text.Length && text[end + 1] is '.' or '!' or '?' or '"' or '\'' or '”' or '’' or ')' or ']')
            end++;
        if (end + 1 < text.Length && !char.IsWhiteSpace(text[end + 1]))
            return false;
        int next = end + 1;
        while (next < text.Length && (char.IsWhiteSpace(text[next]) || text[next] is '"' or '“' or '(' or '['))
            next++;
        if (next < text.Length && char.IsLower(text[next]))
            return false;
        if (text[i] == '.' && next < text.Length && IsAbbreviation(text[begin..(i + 1)]))
            return false;
        i = end;
        return true;
    }

    private static bool IsAbbreviation(string upToDot)
    {
        string word = upToDot[(upToDot.LastIndexOfAny([' ', '(', '\n']) + 1)..];
        bool isInitial = word.Length == 2 && char.IsUpper(word[0]);
        return isInitial || Abbreviations.Contains(word, StringComparer.OrdinalIgnoreCase);
    }
}
