using System.Text;
using Flujo.Privacy;
using Xunit;

namespace Flujo.Runtime.Tests.Privacy;

public sealed class RedactorRobustnessTests
{
    private const int Length = 100 * 1024;

    private static readonly Redactor Plain = new([], []);

    /// <summary>Each of them would take minutes if a finder looked far ahead at each of its places.</summary>
    public static TheoryData<string, bool> Repeated { get; } = new()
    {
        { "a=", false }, { "token:token:", true }, { "\"", false }, { "\\\"", false }, { "password=\"", true }, { "password='\\", true },
        { "password=\"a\"\"", true }, { "passwordpassword", false }, { "key key ", false }, { "api_key", false }, { "secret =", true },
        { "token", false }, { "token ", false }, { "cookie: ", false }, { "authorization: ", false }, { "authorization: bearer ", true },
        { "Authorization: Digest ", true }, { "bearer=", false }, { "Bearer=", true }, { "basic ", false }, { "basic QUFB", false },
        { "sig=", false }, { "sig=1=", true }, { "://", false }, { "://a:", false }, { "://a:b/", false }, { "://@", false }, { "://a:b@", true },
        { "eyJ", false }, { "eyJ.", false }, { "-eyJaaaa", false }, { "-eyJaaaa.", true }, { "sk-", false }, { "sk-a1b2c3-", true },
        { "glpat-", false }, { "AKIA ", false }, { "-----BEGIN ", false }, { "-----BEGIN PRIVATE KEY-----", true },
        { "-----BEGIN PRIVATE KEY-----END ", true }, { ";pwd={", false }, { "<password>", false }, { "<password ", false }, { "--password ", false },
        { "password=((((", true }, { "password=]]]]", false }, { "password=,,,,", true }, { "password={\"", false }, { "password=[\"", true },
        { "password: str =", true }, { "passphrase: ", true }, { " ", false }, { "\ud83d", false }, { "\0", false },
    };

    [Theory]
    [MemberData(nameof(Repeated))]
    public void LongRepetition_IsJudged(string part, bool holdsSecret)
    {
        string text = "begin " + new StringBuilder().Insert(0, part, Length / part.Length);
        string redacted = Plain.Redact(text);
        Assert.Equal(holdsSecret, redacted.Contains(Redactor.Mask, StringComparison.Ordinal));
        // Where a finder fails, the whole is masked.
        Assert.StartsWith("begin ", redacted, StringComparison.Ordinal);
    }

    /// <summary>
    /// Two million characters of each pattern. Work that grows with the square of the length would take hours for a single one of them, on any machine; all of
    /// them together take two seconds, and the limit is for a machine that is busy.
    /// </summary>
    [Fact]
    public async Task VeryLongRepetitions_AreJudgedInTimeInProportionToTheirLength()
    {
        const int Characters = 2 * 1024 * 1024;
        Task all = Task.Run(() =>
        {
            foreach (ITheoryDataRow row in Repeated)
            {
                string part = (string)row.GetData()[0]!;
                Plain.Redact(new StringBuilder().Insert(0, part, Characters / part.Length).ToString());
            }
        });
        await all.WaitAsync(TimeSpan.FromMinutes(3));
    }

    [Fact]
    public void LongSecret_IsMaskedToItsEnd()
    {
        string secret = new('x', Length);
        Assert.Equal("a password=*** b", Plain.Redact($"a password={secret} b"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void RandomPieces_NeverThrow(int seed)
    {
        string[] pieces =
        [
            "password", "token", "api_key", "secret", "pwd", "authorization", "cookie", "bearer ", "Basic ", "sig=", "=", ":", ": ", " = ", "\"", "'",
            "\\", "\\\"", "{", "}", "[", "]", "(", ")", "<", ">", "&", ";", ",", ".", " ", "\n", "\t", "://", "@", "/", "eyJabcd", "sk-a1b2c3d4", "ghp_",
            "0123456789abcdefABCDEF", "hunter2", "null", "x", "é", "😀", "\ud83d", "\udc00", "\0", "-----BEGIN PRIVATE KEY-----", "-----END ", "%3D", "--", "AKIA",
        ];
        Random random = new(seed);
        for (int round = 0; round < 2000; round++)
        {
            StringBuilder text = new();
            for (int i = random.Next(1, 30); i > 0; i--)
                text.Append(pieces[random.Next(pieces.Length)]);
            string redacted = Plain.Redact("begin " + text);
            Assert.StartsWith("begin ", redacted, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void RandomCharacters_NeverThrow()
    {
        Random random = new(17);
        char[] characters = new char[400];
        for (int round = 0; round < 2000; round++)
        {
            for (int i = 0; i < characters.Length; i++)
                characters[i] = random.Next(4) == 0 ? (char)random.Next(0x10000) : (char)random.Next(32, 127);
            string redacted = Plain.Redact("begin " + new string(characters, 0, random.Next(characters.Length)));
            Assert.StartsWith("begin ", redacted, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void RandomPlace_MasksTheSecretInIt()
    {
        const string Secret = "Zq7pL2xW9v";
        string[] frames =
        [
            "password={0}", "\"password\":\"{0}\"", "token: {0}", "https://bob:{0}@host/", "Authorization: Bearer {0}", "Pwd={0};", "sk-{0}", "<secret>{0}</secret>",
        ];
        string[] words = ["", "a ", "lorem ipsum, ", "(x) ", "\"quoted\" ", "tokens: 12 ", "line\n", "{\"n\":1} ", "é😀 "];
        Random random = new(23);
        for (int round = 0; round < 5000; round++)
        {
            string frame = frames[random.Next(frames.Length)].Replace("{0}", Secret, StringComparison.Ordinal);
            string text = words[random.Next(words.Length)] + frame + " " + words[random.Next(words.Length)];
            Assert.DoesNotContain(Secret, Plain.Redact(text), StringComparison.Ordinal);
        }
    }
}
