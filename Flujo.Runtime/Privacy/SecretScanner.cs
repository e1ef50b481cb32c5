using System.Buffers;

namespace Flujo.Privacy;

/// <summary>
/// Finds secrets by how text names them and by the shapes of the common providers' keys. Vectorised searches look
/// for the words and prefixes with which a secret can begin; only there do the finders look closer. Each finder either
/// looks a bounded way ahead, or claims all that it has read: that keeps the whole linear.
/// </summary>
internal static class SecretScanner
{
    private static readonly SearchValues<string> Words = SearchValues.Create(
        ["pass", "pwd", "secret", "credential", "token", "key", "authorization", "cookie", "bearer", "basic", "sig=", "signature="],
        StringComparison.OrdinalIgnoreCase);

    // One search looks for all of its values at once, but beyond some 16 its filter lets too much through: four searches
    // take 0.45 µs per KiB of prose, one for everything 5 µs. Neighbours in the alphabet share the filter best.
    private const int MostPerSearch = 16;

    private static readonly SearchValues<string>[] Prefixes =
    [
        .. KeyShapes.Prefixes.Append(UrlCredentials.Prefix).Append(UrlCredentials.EncodedPrefix).Append(WebTokens.Prefix)
            .Order(StringComparer.Ordinal).Chunk(MostPerSearch)
            .Select(values => SearchValues.Create(values, StringComparison.Ordinal)),
    ];

    /// <summary>False: the text holds nothing with which a secret can begin.</summary>
    public static bool MayHoldSecret(ReadOnlySpan<char> text)
    {
        if (text.ContainsAny(Words))
            return true;
        foreach (SearchValues<string> prefixes in Prefixes)
        {
            if (text.ContainsAny(prefixes))
                return true;
        }
        return false;
    }

    public static void Find(ReadOnlySpan<char> text, ref MaskList masks)
    {
        FindByWord(text, ref masks);
        foreach (SearchValues<string> prefixes in Prefixes)
            FindByPrefix(text, prefixes, ref masks);
    }

    private static void FindByWord(ReadOnlySpan<char> text, ref MaskList masks)
    {
        // Up to here a named value was masked: names inside it need no second look.
        int valueEnd = 0;
        int at = 0;
        while (NextOf(text, Words, ref at))
        {
            if (PrivateKeys.TryFind(text, at, out int start, out int end)
                || AuthorizationSchemes.TryFind(text, at, out start, out end)
                || UrlSignatures.TryFind(text, at, out start, out end))
            {
                masks.Add(start, end);
                valueEnd = Math.Max(valueEnd, end);
                at = end;
                continue;
            }
            if (at >= valueEnd && NamedSecrets.TryFind(text, at, out start, out end))
            {
                masks.Add(start, end);
                valueEnd = end;
            }
            at++;
        }
    }

    private static void FindByPrefix(ReadOnlySpan<char> text, SearchValues<string> prefixes, ref MaskList masks)
    {
        int at = 0;
        while (NextOf(text, prefixes, ref at))
        {
            int next = at + 1;
            if (UrlCredentials.TryFind(text, at, out int start, out int end))
                masks.Add(start, end);
            else if (WebTokens.TryFind(text, at, out start, out end) || KeyShapes.TryFind(text, at, out start, out end))
            {
                masks.Add(start, end);
                next = end;
            }
            at = next;
        }
    }

    private static bool NextOf(ReadOnlySpan<char> text, SearchValues<string> values, ref int at)
    {
        int distance = text[at..].IndexOfAny(values);
        at += distance;
        return distance >= 0;
    }
}
