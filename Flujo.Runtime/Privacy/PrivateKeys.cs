namespace Flujo.Privacy;

/// <summary>
/// Finds private-key blocks (PEM, OpenSSH, PGP, PuTTY) at the word <c>key</c> of their first line. A block without a last
/// line reaches to the end of the text.
/// </summary>
internal static class PrivateKeys
{
    private const int LongestLabel = 40;

    public static bool TryFind(ReadOnlySpan<char> text, int at, out int start, out int end)
    {
        const string Putty = "PuTTY-User-";
        start = end = 0;
        if (text[at..].StartsWith("Key-File-", StringComparison.Ordinal) && text[..at].EndsWith(Putty, StringComparison.Ordinal))
        {
            (start, end) = (at - Putty.Length, text.Length);
            return true;
        }
        if (!text[at..].StartsWith("KEY", StringComparison.Ordinal) || !text[..at].EndsWith("PRIVATE ", StringComparison.Ordinal))
            return false;
        int labelFrom = Math.Max(0, at - LongestLabel);
        int begin = text[labelFrom..at].LastIndexOf("--BEGIN ");
        if (begin < 0)
            begin = text[labelFrom..at].LastIndexOf("-- BEGIN ");
        if (begin < 0)
            return false;
        start = labelFrom + begin;
        while (start > 0 && text[start - 1] == '-')
            start--;
        end = EndOf(text, at);
        return true;
    }

    private static int EndOf(ReadOnlySpan<char> text, int at)
    {
        ReadOnlySpan<char> rest = text[at..];
        int last = rest.IndexOf("--END ");
        if (last < 0)
            last = rest.IndexOf("-- END ");
        if (last < 0)
            return text.Length;
        int end = at + last + "--END ".Length;
        int dashes = text[end..].IndexOf("--");
        if (dashes < 0 || dashes > LongestLabel)
            return text.Length;
        end += dashes;
        while (end < text.Length && text[end] == '-')
            end++;
        return end;
    }
}
