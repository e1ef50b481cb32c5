namespace Flujo.Privacy;

/// <summary>
/// Knows the names of secrets. A name ends in one of the words below; what is before the word does not matter
/// (<c>DB_PASSWORD</c>, <c>x-api-key</c>, <c>clientSecret</c>) but for tokens and keys, of which there are harmless ones.
/// A name that goes on behind the word (<c>token_count</c>, <c>passwordless</c>) is none.
/// </summary>
internal static class SecretNames
{
    private const int LongestQualifier = 24;

    // Longer words before those that they begin with.
    private static readonly (string Word, SecretNameKind Kind)[] Words =
    [
        ("passphrase", SecretNameKind.Passphrase),
        ("password", SecretNameKind.Password),
        ("passwort", SecretNameKind.Password),
        ("passwd", SecretNameKind.Password),
        ("passcode", SecretNameKind.Password),
        ("pass", SecretNameKind.Pass),
        ("pwd", SecretNameKind.Pwd),
        ("secret", SecretNameKind.Secret),
        ("credential", SecretNameKind.Secret),
        ("token", SecretNameKind.Token),
        ("key", SecretNameKind.Key),
        ("authorization", SecretNameKind.Authorization),
        ("cookie", SecretNameKind.Cookie),
    ];

    private static readonly string[] ValueWords = ["value", "string", "text", "hash", "confirmation", "confirm", "plain"];

    private static readonly string[] SecretKeys =
    [
        "api", "access", "secret", "private", "account", "encryption", "decryption", "signing", "master", "subscription",
        "auth", "app", "license", "service", "security", "instrumentation", "consumer", "client", "server", "storage",
        "symmetric", "session", "functions", "webhook", "deploy", "hmac", "crypto", "cipher",
    ];

    /// <summary>Whole names, or their last words: too short to be looked for in text.</summary>
    private static readonly string[] ShortNames = ["pin", "otp", "totp", "cvv", "cvc", "pw"];

    /// <summary>Units of text, positions in lists, and a part of .NET assembly names.</summary>
    private static readonly string[] HarmlessTokens =
    [
        "publickey", "cancellation", "page", "continuation", "next", "first", "last", "per", "input", "output", "eos", "bos", "eot",
        "pad", "unk", "cls", "sep", "mask", "stop", "special", "syntax", "metadata", "json", "unexpected", "unrecognized", "lookahead",
        "design",
    ];

    /// <summary>Whether a whole name (of a property, attribute or parameter) announces a secret.</summary>
    public static bool TryReadWhole(ReadOnlySpan<char> name, out SecretName secret)
    {
        // A name that is longer is none that a person gave to a secret.
        const int LongestName = 200;
        secret = default;
        if (name.Length > LongestName)
            return false;
        for (int at = 0; at < name.Length; at++)
        {
            if (TryRead(name, at, out secret) && secret.End == name.Length)
                return true;
        }
        secret = new SecretName(0, name.Length, SecretNameKind.Password, IsVague: false);
        return EndsInShortName(name);
    }

    // pin, user_pin, cardPin; not spin.
    private static bool EndsInShortName(ReadOnlySpan<char> name)
    {
        foreach (string word in ShortNames)
        {
            int start = name.Length - word.Length;
            if (name.EndsWith(word.AsSpan(), StringComparison.OrdinalIgnoreCase)
                && (start == 0 || !char.IsLetterOrDigit(name[start - 1]) || (char.IsUpper(name[start]) && !char.IsUpper(name[start - 1]))))
                return true;
        }
        return false;
    }

    /// <summary>Reads a name whose word begins at <paramref name="at"/>.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, int at, out SecretName name)
    {
        char first = (char)(text[at] | 0x20);
        foreach ((string word, SecretNameKind kind) in Words)
        {
            if (word[0] != first || !text[at..].StartsWith(word, StringComparison.OrdinalIgnoreCase))
                continue;
            if (TryReadEnd(text, at + word.Length, kind, out int end, out bool isPlural) && IsMeant(text, at, kind, out bool isVague))
            {
                name = new SecretName(at, end, kind, isPlural || isVague);
                return true;
            }
        }
        name = default;
        return false;
    }

    private static bool TryReadEnd(ReadOnlySpan<char> text, int from, SecretNameKind kind, out int end, out bool isPlural)
    {
        end = from;
        isPlural = kind is SecretNameKind.Password or SecretNameKind.Passphrase or SecretNameKind.Secret or SecretNameKind.Key
            && end < text.Length && text[end] is 's' or 'S';
        if (isPlural)
            end++;
        if (kind is SecretNameKind.Password or SecretNameKind.Secret)
            end = SkipValueWord(text, end);
        end = SkipNumber(text, end);
        if (end == text.Length)
            return true;
        bool goesOn = IsWordCharacter(text[end]) || (text[end] == '-' && end + 1 < text.Length && char.IsLetterOrDigit(text[end + 1]));
        return !goesOn;
    }

    // passwordHash, secret_value
    private static int SkipValueWord(ReadOnlySpan<char> text, int at)
    {
        int from = at < text.Length && text[at] is '_' or '-' ? at + 1 : at;
        foreach (string word in ValueWords)
        {
            if (text[from..].StartsWith(word, StringComparison.OrdinalIgnoreCase))
                return from + word.Length;
        }
        return at;
    }

    // password2, API_KEY_1
    private static int SkipNumber(ReadOnlySpan<char> text, int at)
    {
        const int MostDigits = 3;
        int from = at < text.Length && text[at] == '_' ? at + 1 : at;
        int end = from;
        while (end < text.Length && end - from < MostDigits && char.IsAsciiDigit(text[end]))
            end++;
        return end == from ? at : end;
    }

    private static bool IsMeant(ReadOnlySpan<char> text, int at, SecretNameKind kind, out bool isVague)
    {
        isVague = kind is SecretNameKind.Token or SecretNameKind.Pass;
        switch (kind)
        {
            case SecretNameKind.Pass:
                return at == 0 || !char.IsLetterOrDigit(text[at - 1]) || (text[at] == 'P' && char.IsLower(text[at - 1]));
            case SecretNameKind.Token:
                return !EndsWithAny(WordBefore(text, at, out _), HarmlessTokens);
            case SecretNameKind.Key:
                ReadOnlySpan<char> qualifier = WordBefore(text, at, out isVague);
                bool isApi = qualifier.EndsWith("api", StringComparison.OrdinalIgnoreCase);
                isVague &= !isApi;
                return isApi || EndsWithAny(qualifier, SecretKeys);
            default:
                return true;
        }
    }

    /// <summary>The letters before a word, which may be set apart by one blank or sign.</summary>
    private static ReadOnlySpan<char> WordBefore(ReadOnlySpan<char> text, int at, out bool isApart)
    {
        int end = at;
        isApart = end > 0 && text[end - 1] == ' ';
        if (end > 0 && text[end - 1] is ' ' or '_' or '-' or '.' or '/' or ':')
            end--;
        int start = end;
        while (start > 0 && end - start < LongestQualifier && char.IsAsciiLetter(text[start - 1]))
            start--;
        return text[start..end];
    }

    // The whole word, or its last part in camelCase: homepageToken does not end in the word page.
    private static bool EndsWithAny(ReadOnlySpan<char> word, string[] endings)
    {
        foreach (string ending in endings)
        {
            if (!word.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
                continue;
            int start = word.Length - ending.Length;
            if (start == 0 || (char.IsAsciiLetterUpper(word[start]) && !char.IsAsciiLetterUpper(word[start - 1])))
                return true;
        }
        return false;
    }

    private static bool IsWordCharacter(char c) => char.IsLetterOrDigit(c) || c == '_';
}
