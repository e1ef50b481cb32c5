using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;

namespace Flujo.Privacy;

/// <summary>
/// Escapes in JSON only what JSON demands, so that stored text stays readable. The most relaxed encoder of .NET still
/// escapes every emoji, as twelve characters.
/// </summary>
internal sealed class ReadableJsonEncoder : JavaScriptEncoder
{
    public static readonly ReadableJsonEncoder Instance = new();

    private static readonly SearchValues<char> Escaped =
        SearchValues.Create([.. Enumerable.Range(0, 32).Select(code => (char)code), '"', '\\', '\u007f']);

    private ReadableJsonEncoder()
    {
    }

    public override int MaxOutputCharactersPerInputCharacter => UnsafeRelaxedJsonEscaping.MaxOutputCharactersPerInputCharacter;

    public override bool WillEncode(int unicodeScalar) => unicodeScalar < 128 && Escaped.Contains((char)unicodeScalar);

    public override unsafe int FindFirstCharacterToEncode(char* text, int textLength)
    {
        ReadOnlySpan<char> all = new(text, textLength);
        int escaped = all.IndexOfAny(Escaped);
        if (escaped >= 0)
            all = all[..escaped];
        int at = 0;
        while (true)
        {
            int surrogate = all[at..].IndexOfAnyInRange('\ud800', '\udfff');
            if (surrogate < 0)
                return escaped;
            at += surrogate;
            // Half a pair cannot be written; the base class replaces it.
            if (Rune.DecodeFromUtf16(all[at..], out _, out int length) != OperationStatus.Done)
                return at;
            at += length;
        }
    }

    public override unsafe bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten) =>
        UnsafeRelaxedJsonEscaping.TryEncodeUnicodeScalar(unicodeScalar, buffer, bufferLength, out numberOfCharactersWritten);
}
