using System.Buffers;
using System.Collections.Frozen;

namespace Flujo.Privacy;

/// <summary>Knows the values that are no secrets although a secret's name stands before them.</summary>
internal static class Innocence
{
    private const int LongestInnocent = 64;

    private static readonly SearchValues<char> Generated =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-+/=.~");

    /// <summary>Absent values, and types.</summary>
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> NoValues = Lookup(
        "null", "none", "nil", "undefined", "empty", "unset", "n/a", "true", "false", "yes", "no",
        "string", "str", "text", "bytes", "number", "integer", "int", "bool", "boolean", "object", "array", "any", "varchar",
        "securestring", "secretstr", "optional", "required", "include", "omit", "same-origin");

    /// <summary>What follows a name in prose and code.</summary>
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Prose = Lookup(
        "a", "an", "the", "this", "that", "your", "our", "their", "its", "my", "it", "you", "we", "i",
        "is", "are", "was", "were", "be", "has", "had", "have", "must", "should", "shall", "may", "can", "cannot", "can't", "could", "will",
        "would", "do", "does", "did", "not", "never", "always", "too", "of", "in", "on", "at", "to", "for", "from", "with", "without", "and",
        "or", "but", "if", "when", "which", "who", "as", "by", "see", "use", "using", "please", "enter", "type", "provide", "set", "get",
        "minimum", "maximum", "min", "max", "length", "least", "contains", "missing", "invalid", "valid", "expired", "revoked", "refreshed",
        "incorrect", "wrong", "unknown", "unauthorized", "forbidden", "denied", "rejected", "accepted", "failed", "ok", "redacted", "hidden",
        "masked", "encrypted", "hashed", "enabled", "disabled", "rotated", "changed", "updated", "found", "needed", "only", "all", "any",
        "default", "await", "new", "self", "option", "flag", "argument", "parameter", "field", "header", "instead");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> AuthorizationWords = Lookup(
        "token", "tokens", "auth", "authentication", "authorization", "authenticated", "scheme", "schemes", "header", "headers",
        "credential", "credentials", "format", "security", "challenge", "method", "methods", "required", "missing", "expected", "invalid");

    /// <summary>Whether a value that was found behind a name is no secret.</summary>
    public static bool IsInnocent(ReadOnlySpan<char> value, SecretName name, bool isBare, AssignmentStyle style)
    {
        if (style is AssignmentStyle.Said or AssignmentStyle.Beside)
            return IsInnocentProse(value, style);
        if (value.Length > LongestInnocent)
            return false;
        if (NoValues.Contains(value) || IsPlaceholder(value) || (name.IsVague && IsCount(value)))
            return true;
        if (!isBare)
            return false;
        return name.Kind switch
        {
            SecretNameKind.Cookie => !HasEqualSign(value),
            _ when IsLoneSign(value) || IsCall(value) => true,
            _ when style != AssignmentStyle.Spaced => false,
            SecretNameKind.Authorization or SecretNameKind.Pass => !Randomness.IsLikely(value),
            SecretNameKind.Key when name.IsVague => !Randomness.IsLikely(value),
            SecretNameKind.Passphrase => IsProse(value[..FirstWord(value)]),
            _ => IsProse(value),
        };
    }

    /// <summary>Whether a text assigns something, as cookies do; the sign may be percent-encoded.</summary>
    public static bool HasEqualSign(ReadOnlySpan<char> text) => text.Contains('=') || text.Contains("%3D", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a text stands for a value: <c>***</c>, <c>${NAME}</c>, <c>{{name}}</c>, <c>{0}</c>, <c>{password}</c>,
    /// <c>&lt;your key&gt;</c>, <c>$NAME</c>, <c>%s</c>, <c>@p0</c>, <c>?</c>; or is empty.</summary>
    public static bool IsPlaceholder(ReadOnlySpan<char> value)
    {
        if (value.IsEmpty || value is "?" or "%s" or "%d" or "%v" || !value.ContainsAnyExcept("*.•…"))
            return true;
        if (value.Length > LongestInnocent)
            return false;
        return value[0] switch
        {
            '$' => IsIn(value, "${", "}") || IsIn(value, "$(", ")") || !value[1..].ContainsAnyExcept("ABCDEFGHIJKLMNOPQRSTUVWXYZ_"),
            '{' => IsIn(value, "{{", "}}") || (IsIn(value, "{", "}") && IsName(value[1..^1])),
            '<' => value[^1] == '>' && IsWords(value[1..^1]),
            '%' => IsIn(value, "%(", ")s"),
            '@' => value is "@p0" or "@p1" or "@p2" || SecretNames.TryReadWhole(value[1..], out _),
            _ => false,
        };
    }

    /// <summary>Whether a word behind Bearer speaks of authorization.</summary>
    public static bool IsWordOfAuthorization(ReadOnlySpan<char> word) => AuthorizationWords.Contains(word) || Prose.Contains(word);

    // What is said in a sentence is a secret if it can be no word and no number.
    private static bool IsInnocentProse(ReadOnlySpan<char> value, AssignmentStyle style)
    {
        const int ShortestBeside = 16;
        value = value.TrimEnd(".,!?:;)\"'");
        bool isLong = value.Length >= ShortestBeside;
        return IsPlaceholder(value) || !Randomness.IsLikely(value) || !value.ContainsAnyExcept("0123456789.,-:/") || !Randomness.HasDigit(value)
            || (style == AssignmentStyle.Beside && (!isLong || value.ContainsAnyExcept(Generated)));
    }

    private static bool IsProse(ReadOnlySpan<char> word) => Prose.Contains(word.TrimEnd("!?,:"));

    private static int FirstWord(ReadOnlySpan<char> value) => value.IndexOf(' ') is >= 0 and int length ? length : value.Length;

    // 42, 1,500, 350ms, 12%: a count, a time, a share; a one-time code has more digits.
    private static bool IsCount(ReadOnlySpan<char> value)
    {
        const int MostDigits = 5;
        ReadOnlySpan<char> number = value.TrimEnd("%kKMmsx");
        return !number.IsEmpty && number.Length <= MostDigits + 1 && value.Length - number.Length <= 2
            && char.IsAsciiDigit(number[0]) && !number.ContainsAnyExcept("0123456789.,") && DigitsOf(number) <= MostDigits;
    }

    private static int DigitsOf(ReadOnlySpan<char> number)
    {
        int digits = 0;
        foreach (char c in number)
            digits += char.IsAsciiDigit(c) ? 1 : 0;
        return digits;
    }

    // "Unexpected token: }"
    private static bool IsLoneSign(ReadOnlySpan<char> value) => value.Length <= 2 && !char.IsLetterOrDigit(value[0]) && !char.IsLetterOrDigit(value[^1]);

    // os.getenv("X"), config["x"]: code, with the name of the secret and not with the secret.
    private static bool IsCall(ReadOnlySpan<char> value)
    {
        int open = value.IndexOfAny('(', '[');
        if (open < 1 || !char.IsAsciiLetter(value[0]))
            return false;
        ReadOnlySpan<char> name = value[..open];
        return !Randomness.HasDigit(name) && (name.Contains('.') || name is "getenv" or "env" or "config" or "GetPassword" or "GetToken");
    }

    private static bool IsIn(ReadOnlySpan<char> value, string open, string close) =>
        value.Length > open.Length + close.Length
        && value.StartsWith(open, StringComparison.Ordinal) && value.EndsWith(close, StringComparison.Ordinal);

    private static bool IsName(ReadOnlySpan<char> value) =>
        !value.ContainsAnyExceptInRange('0', '9') || SecretNames.TryReadWhole(value, out _);

    private static bool IsWords(ReadOnlySpan<char> value)
    {
        foreach (char c in value)
        {
            if (!char.IsLetter(c) && c is not (' ' or '-' or '_'))
                return false;
        }
        return true;
    }

    private static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Lookup(params string[] words) =>
        words.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
}
