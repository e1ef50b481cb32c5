namespace Flujo.Privacy;

/// <summary>
/// Finds where a value ends. In doubt it ends later: a password may hold almost any character, so a comma, bracket or
/// quote ends a bare value only where what follows shows that it is punctuation.
/// </summary>
internal static class SecretValues
{
    private const int LongestField = 64;
    private const int LongestPart = 256;

    public static SecretValue Read(ReadOnlySpan<char> text, int start, SecretName name, AssignmentStyle style)
    {
        if (style == AssignmentStyle.Element)
            return ReadElement(text, start);
        if (TrySkipLiteralPrefix(text, start, out int open, out int content))
            return ReadQuoted(text, open, content);
        bool toSemicolon = IsInConnectionString(text, name.Start);
        if (text[start] == '{' && toSemicolon && Near(text, start).IndexOf('}') is > 0 and int close)
            return new SecretValue(start + 1, start + close, IsBare: false);
        if (text[start] == '[' && Assignments.TrySkipQuote(text, start + 1, out _))
            return ReadList(text, start);
        if (text[start] is '{' or '[' && IsStructure(text, start))
            return new SecretValue(start, start, IsBare: true);
        switch (name.Kind)
        {
            // The working directory (a password may begin so in a connection string only), and cookies of which one speaks.
            case SecretNameKind.Pwd when text[start] is '/' or '~' && !toSemicolon:
            case SecretNameKind.Cookie when !Innocence.HasEqualSign(Near(text, start)):
                return new SecretValue(start, start, IsBare: true);
            case SecretNameKind.Authorization:
                return ReadCredentials(text, start);
            case SecretNameKind.Passphrase:
            case SecretNameKind.Cookie:
                return new SecretValue(start, EndOfLine(text, start), IsBare: true);
            default:
                int end = EndOfBare(text, start, toSemicolon);
                return new SecretValue(start, Trim(text, start, end), IsBare: true);
        }
    }

    // "…, '…, `…, \"…, and the literals of languages: b'…, f"…, @"…
    private static bool TrySkipLiteralPrefix(ReadOnlySpan<char> text, int start, out int open, out int content)
    {
        open = start;
        if (Assignments.TrySkipQuote(text, open, out content))
            return true;
        if (text[start] is not ('b' or 'f' or 'r' or 'u' or '@' or '$'))
            return false;
        open = start + 1;
        return Assignments.TrySkipQuote(text, open, out content);
    }

    /// <summary>
    /// Reads to the closing quote. A quote that was escaped d times has 2^d - 1 backslashes, at the opening and at the
    /// closing alike; one with more of them belongs to the value. Without a closing quote the value reaches to the end.
    /// </summary>
    private static SecretValue ReadQuoted(ReadOnlySpan<char> text, int open, int content)
    {
        int level = content - open - 1;
        char quote = text[content - 1];
        int at = content;
        while (true)
        {
            int distance = text[at..].IndexOf(quote);
            if (distance < 0)
                return new SecretValue(content, text.Length, IsBare: false);
            int end = at + distance;
            int backslashes = 0;
            while (end - backslashes > at && text[end - backslashes - 1] == '\\')
                backslashes++;
            at = end + 1;
            bool closes = backslashes < level || (backslashes - level) / (level + 1) % 2 == 0;
            // A doubled quote is how SQL and connection strings write one.
            bool isDoubled = level == 0 && end > content && at < text.Length && text[at] == quote;
            if (closes && !isDoubled)
                return new SecretValue(content, Math.Max(content, end - Math.Min(backslashes, level)), IsBare: false);
            if (closes)
                at++;
        }
    }

    private static SecretValue ReadElement(ReadOnlySpan<char> text, int start)
    {
        const string CharacterData = "<![CDATA[";
        if (text[start..].StartsWith(CharacterData, StringComparison.Ordinal))
            start += CharacterData.Length;
        int length = text[start..].IndexOf('<');
        return new SecretValue(start, length < 0 ? text.Length : start + length, IsBare: false);
    }

    // All between the first quote and the last one.
    private static SecretValue ReadList(ReadOnlySpan<char> text, int start)
    {
        Assignments.TrySkipQuote(text, start + 1, out int content);
        int length = text[content..].IndexOf(']');
        int end = length < 0 ? text.Length : content + length;
        while (end > content && (IsQuote(text[end - 1]) || text[end - 1] is ' ' or '\\'))
            end--;
        return new SecretValue(content, end, IsBare: false);
    }

    // An object or list whose own names tell what is secret in it.
    private static bool IsStructure(ReadOnlySpan<char> text, int start) =>
        start + 1 == text.Length || char.IsWhiteSpace(text[start + 1]) || text[start + 1] is '{' or '[' or '}' or ']'
        || (text[start] == '{' && Assignments.TrySkipQuote(text, start + 1, out _));

    private static SecretValue ReadCredentials(ReadOnlySpan<char> text, int start)
    {
        if (!AuthorizationSchemes.TryReadScheme(Near(text, start), out int scheme, out bool isList))
            return new SecretValue(start, EndOfBare(text, start, toSemicolon: false), IsBare: true);
        start += scheme;
        if (!isList)
            return new SecretValue(start, EndOfBare(text, start, toSemicolon: false), IsBare: false);
        int length = text[start..].IndexOfAny('\r', '\n');
        return new SecretValue(start, length < 0 ? text.Length : start + length, IsBare: false);
    }

    private static ReadOnlySpan<char> Near(ReadOnlySpan<char> text, int start) =>
        text.Slice(start, Math.Min(LongestPart, text.Length - start));

    private static int EndOfLine(ReadOnlySpan<char> text, int start)
    {
        for (int at = start; at < text.Length; at++)
        {
            if (text[at] is '\r' or '\n' || (IsQuote(text[at]) && IsPunctuation(text, at)))
                return at;
        }
        return text.Length;
    }

    private static int EndOfBare(ReadOnlySpan<char> text, int start, bool toSemicolon)
    {
        int end = EndOfWord(text, start, start, toSemicolon);
        // "token: password: x": what follows is part of it.
        if (end < text.Length && end > start && text[end - 1] == ':' && Assignments.SkipBlanks(text, end) is int next && next > end)
            end = EndOfWord(text, start, next, toSemicolon);
        return !toSemicolon && end < text.Length && text[end] == ' ' ? EndOfPart(text, end) : end;
    }

    private static int EndOfWord(ReadOnlySpan<char> text, int start, int at, bool toSemicolon)
    {
        while (at < text.Length && !EndsBare(text, start, at, toSemicolon))
            at++;
        return at;
    }

    private static bool EndsBare(ReadOnlySpan<char> text, int start, int at, bool toSemicolon)
    {
        char c = text[at];
        return c switch
        {
            ' ' or '\t' => !toSemicolon,
            ';' => true,
            ',' or '&' => IsField(text, at + 1),
            '"' or '\'' or '`' => IsPunctuation(text, at),
            '\\' => Assignments.TrySkipQuote(text, at, out int end) && IsPunctuation(text, end - 1),
            ')' => IsBracketEnd(text, at + 1) && !IsOpened(text[start..at], '('),
            ']' => IsBracketEnd(text, at + 1) && !IsOpened(text[start..at], '['),
            '}' => IsBracketEnd(text, at + 1) && !IsOpened(text[start..at], '{'),
            '>' => IsBracketEnd(text, at + 1) && !IsOpened(text[start..at], '<'),
            '<' => at > start && (at + 1 == text.Length || text[at + 1] == '/' || char.IsLetter(text[at + 1])),
            _ => char.IsWhiteSpace(c),
        };
    }

    // Placeholders and calls; a bracket is looked for in what is short enough to be one of them.
    private static bool IsOpened(ReadOnlySpan<char> value, char bracket) => value.Length <= LongestField && value.Contains(bracket);

    // A blank inside "Password=my pass;Server=x": the part of a connection string ends at the semicolon.
    private static int EndOfPart(ReadOnlySpan<char> text, int blank)
    {
        ReadOnlySpan<char> near = Near(text, blank);
        int sign = near.IndexOfAny(";=:,\"\r\n");
        return sign >= 0 && near[sign] == ';' && IsField(text, blank + sign + 1) ? blank + sign : blank;
    }

    // Whether a comma or ampersand before this place separates: blank, quote, end, or the next name follows.
    private static bool IsField(ReadOnlySpan<char> text, int from)
    {
        int at = from;
        while (at < text.Length && at - from < LongestField && (char.IsLetterOrDigit(text[at]) || text[at] is '_' or '-' or '.'))
            at++;
        if (at == text.Length)
            return at == from;
        return at == from ? char.IsWhiteSpace(text[at]) || IsQuote(text[at]) || text[at] == '\\' : text[at] is '=' or ':' or ';' or ' ';
    }

    // A quote inside a word (x"y, it's) belongs to the value.
    private static bool IsPunctuation(ReadOnlySpan<char> text, int quote) =>
        quote + 1 == text.Length || !char.IsLetterOrDigit(text[quote + 1]);

    private static bool IsBracketEnd(ReadOnlySpan<char> text, int next) =>
        next == text.Length || char.IsWhiteSpace(text[next]) || IsQuote(text[next]) || text[next] is ',' or ';' or '.' or ')' or ']' or '}' or '>' or '\\';

    private static bool IsInConnectionString(ReadOnlySpan<char> text, int name)
    {
        int at = Assignments.StartOfName(text, name, alsoColon: false);
        while (at > 0 && text[at - 1] == ' ')
            at--;
        return at > 0 && text[at - 1] == ';';
    }

    private static bool IsQuote(char c) => c is '"' or '\'' or '`';

    private static int Trim(ReadOnlySpan<char> text, int start, int end)
    {
        // The dot that ends a sentence, and blanks before a semicolon's end of line.
        while (end > start + 1 && (text[end - 1] == ' ' || (text[end - 1] == '.' && text[end - 2] != '.')))
            end--;
        return end;
    }
}
