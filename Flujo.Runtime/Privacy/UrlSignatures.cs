using System.Buffers;

namespace Flujo.Privacy;

/// <summary>Finds the signature of a signed URL or request: <c>sig=</c> (Azure), <c>Signature=</c> (AWS, Google).</summary>
internal static class UrlSignatures
{
    private const int Shortest = 16;

    private static readonly SearchValues<char> SignatureCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789%+/=_-~.");

    public static bool TryFind(ReadOnlySpan<char> text, int at, out int start, out int end)
    {
        start = end = 0;
        ReadOnlySpan<char> rest = text[at..];
        int name =
            rest.StartsWith("sig=", StringComparison.OrdinalIgnoreCase) ? "sig=".Length :
            rest.StartsWith("signature=", StringComparison.OrdinalIgnoreCase) ? "signature=".Length : 0;
        if (name == 0 || (at > 0 && char.IsAsciiLetterOrDigit(text[at - 1])))
            return false;
        start = at + name;
        ReadOnlySpan<char> beginning = Runs.Beginning(text, start, SignatureCharacters);
        if (beginning.Length < Shortest || !beginning.ContainsAnyInRange('0', '9'))
            return false;
        end = Runs.EndOf(text, start + beginning.Length, SignatureCharacters);
        return true;
    }
}
