namespace Flujo.Privacy;

/// <summary>Reads what stands between a name and its value.</summary>
internal static class Assignments
{
    private const int WidestGap = 16;
    private const int MostBackslashes = 15;
    private const int LongestName = 64;

    /// <summary>Finds where the value of a name begins. False: no value is assigned here.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, SecretName name, out int valueStart, out AssignmentStyle style)
    {
        style = AssignmentStyle.Tight;
        bool isQuoted = TrySkipQuote(text, name.End, out int at);
        if (isQuoted && at < text.Length && text[at] == ']')
            at++;
        int sign = SkipBlanks(text, at);
        valueStart = sign;
        if (sign == text.Length)
            return false;
        if (TrySkipSign(text, sign, isQuoted, out int signEnd))
        {
            valueStart = SkipBlanks(text, signEnd);
            if (valueStart > signEnd)
                style = AssignmentStyle.Spaced;
        }
        else if (isQuoted ? TryReadPair(text, at, out valueStart) : TryReadElement(text, name, out valueStart))
        {
            style = isQuoted ? AssignmentStyle.Tight : AssignmentStyle.Element;
        }
        else
        {
            style = AssignmentStyle.Spaced;
            valueStart = sign;
            bool isFlag = sign > at && text[sign] != '-' && BeginsWithDash(text, name.Start);
            // PASSWORD 'x' in SQL, and password 'x' in messages.
            bool isApposition = sign == at + 1 && name.Kind == SecretNameKind.Password && !isQuoted && text[sign] is '\'' or '"';
            if (!isFlag && !isApposition && !TryReadProse(text, name, at, isQuoted, ref valueStart, ref style))
                return false;
        }
        return valueStart < text.Length && text[valueStart] is not '\r' and not '\n';
    }

    // The password is x; api key x
    private static bool TryReadProse(ReadOnlySpan<char> text, SecretName name, int nameEnd, bool isQuoted, ref int valueStart, ref AssignmentStyle style)
    {
        if (isQuoted || valueStart == nameEnd || name.Kind is not (SecretNameKind.Password or SecretNameKind.Secret or SecretNameKind.Token or SecretNameKind.Key))
            return false;
        ReadOnlySpan<char> rest = text[valueStart..];
        int verb = rest.StartsWith("is", StringComparison.OrdinalIgnoreCase) ? "is".Length : rest.StartsWith("was", StringComparison.OrdinalIgnoreCase) ? "was".Length : 0;
        int end = valueStart + verb;
        if (end < text.Length && verb > 0 && text[end] == ':')
            end++;
        int value = SkipBlanks(text, end);
        bool isSaid = verb > 0 && value > end;
        valueStart = isSaid ? value : valueStart;
        style = isSaid ? AssignmentStyle.Said : AssignmentStyle.Beside;
        return true;
    }

    /// <summary>Skips a quote and the backslashes before it: a text may hold JSON that was escaped more than once.</summary>
    public static bool TrySkipQuote(ReadOnlySpan<char> text, int from, out int end)
    {
        end = from;
        while (end < text.Length && text[end] == '\\' && end - from < MostBackslashes)
            end++;
        if (end < text.Length && text[end] is '"' or '\'' or '`')
        {
            end++;
            return true;
        }
        end = from;
        return false;
    }

    public static int SkipBlanks(ReadOnlySpan<char> text, int from)
    {
        int at = from;
        while (at < text.Length && at - from < WidestGap && text[at] is ' ' or '\t')
            at++;
        return at;
    }

    // = : := => %3D %3A, but not == :: and, in code, a lambda's =>
    private static bool TrySkipSign(ReadOnlySpan<char> text, int at, bool isQuoted, out int end)
    {
        char next = at + 1 < text.Length ? text[at + 1] : '\0';
        end = at + 1;
        switch (text[at])
        {
            case '=' when next == '>':
                end = at + 2;
                return isQuoted;
            case '=':
                return next != '=';
            case ':' when next == '=':
                end = at + 2;
                return true;
            case ':':
                return next != ':';
            case '%' when next == '3' && at + 2 < text.Length && text[at + 2] is 'D' or 'd' or 'A' or 'a':
                end = at + 3;
                return true;
            default:
                return false;
        }
    }

    // key="password" value="x", {"name":"password","value":"x"}
    private static bool TryReadPair(ReadOnlySpan<char> text, int from, out int valueStart)
    {
        int at = from;
        while (at < text.Length && at - from < WidestGap && text[at] is ' ' or '\t' or ',' or '\r' or '\n')
            at++;
        TrySkipQuote(text, at, out at);
        valueStart = at;
        if (at == from || !text[at..].StartsWith("value", StringComparison.OrdinalIgnoreCase))
            return false;
        TrySkipQuote(text, at + "value".Length, out at);
        at = SkipBlanks(text, at);
        if (at == text.Length || text[at] is not '=' and not ':')
            return false;
        valueStart = SkipBlanks(text, at + 1);
        return true;
    }

    // <password>x, <app:ApiKey kind="y">x
    private static bool TryReadElement(ReadOnlySpan<char> text, SecretName name, out int valueStart)
    {
        valueStart = name.End;
        int nameStart = StartOfName(text, name.Start, alsoColon: true);
        if (nameStart == 0 || text[nameStart - 1] != '<')
            return false;
        ReadOnlySpan<char> near = text.Slice(name.End, Math.Min(LongestName * 2, text.Length - name.End));
        int close = near.IndexOfAny('<', '>');
        if (close < 0 || near[close] == '<' || (close > 0 && (near[close - 1] == '/' || near[0] != ' ')))
            return false;
        valueStart = name.End + close + 1;
        return true;
    }

    // --db-password x
    private static bool BeginsWithDash(ReadOnlySpan<char> text, int at)
    {
        int start = StartOfName(text, at, alsoColon: false);
        return start < text.Length && text[start] == '-' && (start == 0 || !char.IsLetterOrDigit(text[start - 1]));
    }

    /// <summary>Where the name begins of which a word at <paramref name="at"/> is the last one.</summary>
    public static int StartOfName(ReadOnlySpan<char> text, int at, bool alsoColon)
    {
        int start = at;
        while (start > 0 && at - start < LongestName && IsOfName(text[start - 1], alsoColon))
            start--;
        return start;
    }

    private static bool IsOfName(char c, bool alsoColon) => char.IsLetterOrDigit(c) || c is '_' or '-' or '.' || (alsoColon && c == ':');
}
