using System.Buffers;

namespace Flujo.Privacy;

/// <summary>
/// Finds the password in <c>scheme://user:password@host</c>, and a token that stands in place of the user. The user's
/// name stays readable.
/// </summary>
internal static class UrlCredentials
{
    public const string Prefix = "://";

    /// <summary>The same inside of a query.</summary>
    public const string EncodedPrefix = "%3A%2F%2F";

    private const int ShortestToken = 16;
    private const int FarthestSign = 256;

    private static readonly SearchValues<char> AuthorityEnds = SearchValues.Create("/ \t\r\n\"'<>`\\");
    private static readonly SearchValues<char> TextEnds = SearchValues.Create(" \t\r\n\"'<>`");

    public static bool TryFind(ReadOnlySpan<char> text, int at, out int start, out int end)
    {
        start = end = 0;
        if (text[at] == '%')
            return TryFindEncoded(text, at + EncodedPrefix.Length, out start, out end);
        if (!text[at..].StartsWith(Prefix, StringComparison.Ordinal))
            return false;
        int from = at + Prefix.Length;
        ReadOnlySpan<char> rest = text[from..];
        int length = rest.IndexOfAny(AuthorityEnds);
        ReadOnlySpan<char> authority = length < 0 ? rest : rest[..length];
        int colon = authority.IndexOf(':');
        int sign = authority.LastIndexOf('@');
        if (sign < 0 && colon >= 0 && !IsPort(authority[(colon + 1)..]))
            sign = SignBehindSlash(rest, colon);
        if (sign < 0)
            return false;
        bool namesUser = colon >= 0 && colon < sign - 1;
        if (namesUser && IsPortAndQuery(rest[(colon + 1)..sign]))
            return false;
        int first = namesUser ? colon + 1 : 0;
        int last = namesUser || colon < 0 || colon > sign ? sign : colon;
        ReadOnlySpan<char> secret = rest[first..last];
        bool meant = namesUser ? !Innocence.IsPlaceholder(secret) : secret.Length >= ShortestToken && Randomness.IsLikely(secret);
        start = from + first;
        end = from + last;
        return meant;
    }

    // bob%3Apassword%40host, up to the end of the authority.
    private static bool TryFindEncoded(ReadOnlySpan<char> text, int from, out int start, out int end)
    {
        start = end = 0;
        if (from > text.Length)
            return false;
        ReadOnlySpan<char> near = text.Slice(from, Math.Min(FarthestSign, text.Length - from));
        int length = near.IndexOfAny(TextEnds);
        near = length < 0 ? near : near[..length];
        length = near.IndexOf("%2F", StringComparison.OrdinalIgnoreCase);
        near = length < 0 ? near : near[..length];
        int colon = near.IndexOf("%3A", StringComparison.OrdinalIgnoreCase);
        int sign = near.LastIndexOf("%40", StringComparison.Ordinal);
        (start, end) = (from + colon + "%3A".Length, from + sign);
        return colon >= 0 && end > start && !Innocence.IsPlaceholder(text[start..end]);
    }

    private static bool IsPort(ReadOnlySpan<char> text)
    {
        int digits = text.IndexOfAnyExceptInRange('0', '9');
        return digits < 0 || (digits > 0 && text[digits] is '?' or '#' or ',' or ')' or '.');
    }

    // 8080?mail=a@b: the sign is part of the query.
    private static bool IsPortAndQuery(ReadOnlySpan<char> text)
    {
        int digits = text.IndexOfAnyExceptInRange('0', '9');
        return digits > 0 && text[digits] is '?' or '#';
    }

    // A password that holds a slash should be percent-encoded, and often is not.
    private static int SignBehindSlash(ReadOnlySpan<char> rest, int colon)
    {
        ReadOnlySpan<char> near = rest[..Math.Min(rest.Length, FarthestSign)];
        int end = near.IndexOfAny(TextEnds);
        if (end >= 0)
            near = near[..end];
        int sign = near.LastIndexOf('@');
        return sign > colon && near[(colon + 1)..sign].Contains('/') ? sign : -1;
    }
}
