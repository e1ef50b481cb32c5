using System.Buffers;

namespace Flujo.Privacy;

/// <summary>
/// Finds keys by the shapes that the common providers gave them so that scanners find them. The least lengths are below
/// the real ones, because texts also hold keys that somebody has shortened.
/// </summary>
internal static class KeyShapes
{
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");

    private static readonly SearchValues<char> Scored =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    private static readonly SearchValues<char> Dashed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    private static readonly SearchValues<char> Dotted =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.");

    private static readonly SearchValues<char> Tilded =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.~");

    private static readonly SearchValues<char> Path =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-:/");

    private static readonly SearchValues<char> Capitals = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    private static readonly KeyShape[] All =
    [
        // OpenAI, Anthropic, OpenRouter and others: see LooksLikeModelKey.
        new("sk-", Dashed, 6),
        // Other model providers: xAI, Groq, Perplexity, Replicate, Hugging Face, NVIDIA, Tavily, Fireworks, Cerebras, Jina, Pinecone, Voyage.
        new("xai-", Dashed, 20, NeedsDigit: true),
        new("gsk_", Plain, 20),
        new("pplx-", Plain, 20),
        new("r8_", Plain, 20),
        new("hf_", Plain, 20),
        new("nvapi-", Dashed, 20, NeedsDigit: true),
        new("tvly-", Dashed, 16, NeedsDigit: true),
        new("lsv2_", Scored, 20, NeedsDigit: true),
        new("fw_", Plain, 20, NeedsDigit: true),
        new("csk-", Plain, 32, NeedsDigit: true),
        new("jina_", Dashed, 20, NeedsDigit: true),
        new("pcsk_", Scored, 20, NeedsDigit: true),
        new("pa-", Dashed, 40, NeedsDigit: true),
        // GitHub and GitLab.
        new("ghp_", Plain, 16),
        new("gho_", Plain, 16),
        new("ghu_", Plain, 16),
        new("ghs_", Plain, 16),
        new("ghr_", Plain, 16),
        new("github_pat_", Scored, 16),
        new("glpat-", Dashed, 16, NeedsDigit: true),
        new("gldt-", Dashed, 16, NeedsDigit: true),
        new("glrt-", Dashed, 16, NeedsDigit: true),
        new("glptt-", Dashed, 16, NeedsDigit: true),
        new("glcbt-", Dashed, 16, NeedsDigit: true),
        new("glsoat-", Dashed, 16, NeedsDigit: true),
        new("gloas-", Dashed, 16, NeedsDigit: true),
        new("glft-", Dashed, 16, NeedsDigit: true),
        new("glagent-", Dashed, 16, NeedsDigit: true),
        new("glimt-", Dashed, 16, NeedsDigit: true),
        // Slack, Discord, Telegram.
        new("xoxa-", Dashed, 8),
        new("xoxb-", Dashed, 8),
        new("xoxc-", Dashed, 8),
        new("xoxd-", Dashed, 8),
        new("xoxe", Dotted, 8, NeedsDigit: true),
        new("xoxp-", Dashed, 8),
        new("xoxr-", Dashed, 8),
        new("xoxs-", Dashed, 8),
        new("xapp-", Dashed, 16, NeedsDigit: true),
        new("hooks.slack.com/services/", Path, 10, KeepsPrefix: true),
        new("discord.com/api/webhooks/", Path, 10, KeepsPrefix: true),
        new("api.telegram.org/bot", Path, 20, NeedsDigit: true, KeepsPrefix: true),
        new(":AA", Dashed, 30, NeedsDigit: true, IsInside: true),
        // AWS: the ids of keys; the secret beside one is found with it.
        new("AKIA", Capitals, 16),
        new("ASIA", Capitals, 16),
        new("ABIA", Capitals, 16),
        new("ACCA", Capitals, 16),
        // Google.
        new("AIza", Dashed, 30),
        new("ya29.", Dashed, 20),
        new("GOCSPX-", Dashed, 16),
        new("1//0", Dashed, 20, NeedsDigit: true),
        // Azure: the client secrets of applications.
        new("7Q~", Tilded, 28, IsInside: true),
        new("8Q~", Tilded, 28, IsInside: true),
        // Payments and shops: Stripe, Square, Shopify.
        new("sk_live_", Plain, 8),
        new("sk_test_", Plain, 8),
        new("pk_live_", Plain, 8),
        new("rk_live_", Plain, 8),
        new("rk_test_", Plain, 8),
        new("whsec_", Plain, 16),
        new("sq0atp-", Dashed, 16),
        new("sq0csp-", Dashed, 16),
        new("EAAAE", Dashed, 40, NeedsDigit: true),
        new("EZAK", Plain, 40),
        new("shpat_", Plain, 16),
        new("shpss_", Plain, 16),
        new("shpca_", Plain, 16),
        new("shppa_", Plain, 16),
        // Packages, hosting, operations.
        new("SG.", Dotted, 32),
        new("npm_", Plain, 20),
        new("sbp_", Plain, 20, NeedsDigit: true),
        new("sntrys_", Dashed, 20, NeedsDigit: true),
        new("sntryu_", Plain, 20, NeedsDigit: true),
        new("ATATT3", Dashed, 20),
        new("ATCTT3", Dashed, 20),
        new("ATBB", Plain, 24, NeedsDigit: true),
        new("pypi-", Dashed, 20, NeedsDigit: true),
        new("rubygems_", Plain, 20),
        new("dckr_pat_", Dashed, 16),
        new("dop_v1_", Plain, 20),
        new("doo_v1_", Plain, 20),
        new("dor_v1_", Plain, 20),
        new("dapi", Plain, 30, NeedsDigit: true),
        new("hvs.", Dashed, 20),
        new("hvb.", Dashed, 20),
        new("glsa_", Scored, 20),
        new("glc_ey", Plain, 16),
        new("eyJrIjoi", Plain, 20),
        new("NRAK-", Plain, 20),
        new("phx_", Plain, 20),
        new("key-", Plain, 32, NeedsDigit: true),
        new("oy2", Plain, 43),
        new("pul-", Plain, 32, NeedsDigit: true),
        new("CFPAT-", Dashed, 20, NeedsDigit: true),
        new("pat-na1-", Dashed, 20, NeedsDigit: true),
        new("pat-eu1-", Dashed, 20, NeedsDigit: true),
        new(".atlasv1.", Dashed, 20, NeedsDigit: true, IsInside: true),
        new("lin_api_", Plain, 20),
        new("ntn_", Plain, 20),
        new("secret_", Plain, 32, NeedsDigit: true),
        new("PMAK-", Dashed, 20),
        new("figd_", Dashed, 20),
        new("tskey-", Dashed, 16, NeedsDigit: true),
        new("AGE-SECRET-KEY-1", Capitals, 20),
    ];

    private static readonly Dictionary<char, KeyShape[]> ByFirstCharacter =
        All.GroupBy(shape => shape.Prefix[0]).ToDictionary(group => group.Key, group => group.ToArray());

    private static readonly string[] ModelKeyOrigins = ["proj-", "ant-", "or-", "svcacct-", "admin-", "live-", "test-", "prod-"];

    /// <summary>What keys begin with.</summary>
    public static IEnumerable<string> Prefixes => All.Select(shape => shape.Prefix);

    public static bool TryFind(ReadOnlySpan<char> text, int at, out int start, out int end)
    {
        start = at;
        end = 0;
        if (!ByFirstCharacter.TryGetValue(text[at], out KeyShape[]? shapes))
            return false;
        bool isInside = at > 0 && char.IsAsciiLetterOrDigit(text[at - 1]);
        foreach (KeyShape shape in shapes)
        {
            if (shape.IsInside != isInside || !text[at..].StartsWith(shape.Prefix, StringComparison.Ordinal))
                continue;
            int from = at + shape.Prefix.Length;
            ReadOnlySpan<char> beginning = Runs.Beginning(text, from, shape.Alphabet);
            if (!HasShape(beginning, shape))
                continue;
            end = Runs.EndOf(text, from + beginning.Length, shape.Alphabet);
            if (shape.KeepsPrefix)
                start = from;
            else if (shape.Alphabet == Capitals)
                end = EndOfSecretBeside(text, end);
            return true;
        }
        return false;
    }

    private static bool HasShape(ReadOnlySpan<char> beginning, KeyShape shape) =>
        beginning.Length >= shape.Shortest
        && (!shape.NeedsDigit || Randomness.IsLikely(beginning))
        && (shape.Prefix != "sk-" || LooksLikeModelKey(beginning));

    // sk-learn, sk-SK and CSS classes are none: their parts are short words.
    private static bool LooksLikeModelKey(ReadOnlySpan<char> key)
    {
        const int Enough = 48;
        const int LongestWord = 9;
        if (key.StartsWith("learn", StringComparison.Ordinal))
            return false;
        foreach (string origin in ModelKeyOrigins)
        {
            if (key.StartsWith(origin, StringComparison.Ordinal))
                return true;
        }
        key = key[..Math.Min(key.Length, Enough)];
        foreach (Range part in key.SplitAny('-', '_'))
        {
            if (key[part].Length > LongestWord || Randomness.IsLikely(key[part]))
                return true;
        }
        return false;
    }

    // An AWS secret key has no prefix: 40 characters of base64. It is known by the id before it.
    private static int EndOfSecretBeside(ReadOnlySpan<char> text, int end)
    {
        const int SecretLength = 40;
        const int FarthestSecret = 8;
        int start = end;
        while (start < text.Length && start - end < FarthestSecret && !IsBase64(text[start]))
            start++;
        int length = 0;
        while (start + length < text.Length && length <= SecretLength && IsBase64(text[start + length]))
            length++;
        return start > end && length == SecretLength ? start + length : end;
    }

    private static bool IsBase64(char c) => char.IsAsciiLetterOrDigit(c) || c is '+' or '/';
}
