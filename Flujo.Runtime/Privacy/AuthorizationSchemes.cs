using System.Buffers;

namespace Flujo.Privacy;

/// <summary>Finds the credentials behind the words Bearer and Basic. The words stay readable.</summary>
internal static class AuthorizationSchemes
{
    private const int WidestGap = 4;
    private const int ShortestBearer = 6;
    private const int ShortestBasic = 8;

    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~+/=%|");

    /// <summary>Schemes with one word of credentials behind them.</summary>
    private static readonly string[] Schemes =
        ["Bearer", "Basic", "Token", "ApiKey", "Api-Key", "Key", "Negotiate", "NTLM", "GoogleLogin", "SSWS", "PRIVATE-TOKEN", "Kerberos"];

    /// <summary>Schemes whose credentials reach to the end of the line.</summary>
    private static readonly string[] ListSchemes =
        ["Digest", "AWS4-HMAC-SHA256", "OAuth", "Hawk", "Signature", "SharedAccessSignature", "SharedKey"];

    public static bool TryFind(ReadOnlySpan<char> text, int at, out int start, out int end)
    {
        start = end = 0;
        bool bearer = text[at..].StartsWith("bearer", StringComparison.OrdinalIgnoreCase);
        if (!bearer && !text[at..].StartsWith("basic", StringComparison.OrdinalIgnoreCase))
            return false;
        if (at > 0 && (char.IsAsciiLetterOrDigit(text[at - 1]) || text[at - 1] == '_'))
            return false;
        int word = at + (bearer ? "bearer" : "basic").Length;
        start = SkipGap(text, word);
        if (start == word)
            return false;
        ReadOnlySpan<char> token = Runs.Beginning(text, start, TokenCharacters);
        end = start + token.Length;
        if (token.EndsWith('.'))
            token = token[..^1];
        if (token.Length < ShortestBearer)
            return false;
        bool isMeant = bearer ? IsBearerToken(token, text[at] == 'B', text[end..]) : IsBasicCredentials(token);
        if (isMeant)
            end = token.Length < Runs.Near ? start + token.Length : Runs.EndOf(text, end, TokenCharacters);
        return isMeant;
    }

    /// <summary>Reads a known scheme at the start of an Authorization value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="length">The length of the scheme and the blank behind it.</param>
    /// <param name="isList">Whether its credentials are a list that reaches to the end of the line.</param>
    public static bool TryReadScheme(ReadOnlySpan<char> value, out int length, out bool isList)
    {
        isList = false;
        if (StartsWithAny(value, Schemes, out length))
            return true;
        isList = StartsWithAny(value, ListSchemes, out length);
        return isList;
    }

    private static bool StartsWithAny(ReadOnlySpan<char> value, string[] schemes, out int length)
    {
        foreach (string scheme in schemes)
        {
            length = scheme.Length + 1;
            if (value.Length > length && value[scheme.Length] == ' ' && value.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        length = 0;
        return false;
    }

    private static int SkipGap(ReadOnlySpan<char> text, int from)
    {
        if (text[from..].StartsWith("%20", StringComparison.Ordinal))
            return from + "%20".Length;
        int at = from;
        while (at < text.Length && at - from < WidestGap && text[at] is ' ' or '\t' or ':' or '=' or '+' or '"' or '\'')
            at++;
        return at;
    }

    // "Bearer abcdef" is how headers are written; in "bearer of news" or "Bearer authentication failed" a word follows.
    private static bool IsBearerToken(ReadOnlySpan<char> token, bool isCapital, ReadOnlySpan<char> behind)
    {
        if (Innocence.IsPlaceholder(token))
            return false;
        if (Randomness.IsLikely(token))
            return true;
        bool isLast = behind.IsEmpty || !(behind[0] is ' ' or '-' or ',');
        return isCapital && isLast && !Innocence.IsWordOfAuthorization(token);
    }

    // Base64 of user:password; a word that happens to be base64 decodes to control characters, and to no colon.
    private static bool IsBasicCredentials(ReadOnlySpan<char> token)
    {
        if (token.Length < ShortestBasic)
            return false;
        Span<byte> decoded = stackalloc byte[Runs.Near];
        Span<char> padded = stackalloc char[Runs.Near + 3];
        ReadOnlySpan<char> bare = token.TrimEnd('=');
        bare.CopyTo(padded);
        int length = bare.Length;
        while (length % 4 != 0)
            padded[length++] = '=';
        if (!Convert.TryFromBase64Chars(padded[..length], decoded, out int written))
            return false;
        decoded = decoded[..written];
        return decoded.Contains((byte)':') && !decoded.ContainsAnyInRange((byte)0, (byte)31);
    }
}
