namespace Flujo.Benchmarks.Redaction;

/// <summary>Texts of one KiB and more, ASCII, so that a character is a byte.</summary>
internal static class RedactedTexts
{
    public static readonly string Prose = Repeat("The quick brown fox jumps over the lazy dog, and nobody asks it why. ", 64);

    /// <summary>From what passes in one search to what makes a finder look at every place.</summary>
    public static IEnumerable<(string Name, string Text)> All =>
    [
        ("prose", Prose),
        ("JSON of a model's answer", Repeat("""{"role":"assistant","content":"Here are 3 results.","finish_reason":"stop","index":0},""", 64)),
        ("log lines", Repeat("2026-01-31T12:00:00.000Z INFO  Import.Rows[17] parsed 1200 rows of orders.csv in 350 ms\n", 64)),
        ("prose about passwords, tokens and keys", Repeat("The password policy says that a token is expired and the secret key: patience. ", 64)),
        ("one secret in 2 KiB", Repeat(Prose[..2000] + " password=hunter2 ", 8)),
        ("nothing but secrets", Repeat("password=hunter2 token: abcdef sk-abcdefghij0123 https://bob:pw@host/ ", 64)),
        ("worst: triggers that come to nothing", Repeat("key ", 4096)),
        ("worst: openings that never close", Repeat("<password ", 2048)),
    ];

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
