using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Flujo.Privacy;

/// <summary>The secret values that the program registered, in each form in which text may hold them. Immutable.</summary>
internal sealed class RegisteredSecrets
{
    private readonly SearchValues<string>? _search;
    private readonly Dictionary<char, string[]> _formsByFirstCharacter;

    public RegisteredSecrets(IEnumerable<string> secrets)
    {
        HashSet<string> forms = new(StringComparer.Ordinal);
        foreach (string? secret in secrets)
        {
            // A blank value (an unset variable, say) would mask every space.
            if (!string.IsNullOrWhiteSpace(secret))
                forms.UnionWith(FormsOf(secret));
        }
        if (forms.Count != 0)
            _search = SearchValues.Create([.. forms], StringComparison.Ordinal);
        Longest = forms.Count == 0 ? 0 : forms.Max(form => form.Length);
        _formsByFirstCharacter = forms
            .GroupBy(form => form[0])
            .ToDictionary(group => group.Key, group => group.OrderByDescending(form => form.Length).ToArray());
    }

    /// <summary>The length of the longest form in characters; 0 without any.</summary>
    public int Longest { get; }

    public bool MayOccurIn(ReadOnlySpan<char> text) => _search is not null && text.ContainsAny(_search);

    /// <summary>Adds every place at which a secret stands, those that overlap included.</summary>
    public void Find(ReadOnlySpan<char> text, ref MaskList masks)
    {
        if (_search is null)
            return;
        for (int at = 0; ; at++)
        {
            int distance = text[at..].IndexOfAny(_search);
            if (distance < 0)
                return;
            at += distance;
            foreach (string form in _formsByFirstCharacter[text[at]])
            {
                if (!text[at..].StartsWith(form, StringComparison.Ordinal))
                    continue;
                masks.Add(at, at + form.Length);
                break;
            }
        }
    }

    private static IEnumerable<string> FormsOf(string secret)
    {
        yield return secret;
        if (IsWellFormed(secret))
        {
            yield return JsonEncodedText.Encode(secret).Value;
            yield return JsonEncodedText.Encode(secret, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value;
            yield return Uri.EscapeDataString(secret);
        }
    }

    // The encoders throw on half a surrogate pair.
    private static bool IsWellFormed(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return false;
            i++;
        }
        return true;
    }
}
