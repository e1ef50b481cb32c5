using System.Text;
using Flujo.Privacy;
using Xunit;

namespace Flujo.Runtime.Tests.Privacy;

public sealed class SanitizerTests
{
    private static readonly Sanitizer Plain = new(new Redactor([], []), new TextLimits());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void NoText_IsEmpty(string? text) => Assert.Equal("", Plain.Sanitize(text, 100));

    [Fact]
    public void ShortInnocentText_IsTheSameInstance()
    {
        string text = new('x', 100);
        Assert.Same(text, Plain.Sanitize(text, 100));
    }

    [Fact]
    public void LongText_IsCutAndMarkedWithItsLength()
    {
        string sanitized = Plain.Sanitize(new string('x', 100_000), 1000);
        Assert.EndsWith("x… (cut, 100000 bytes)", sanitized, StringComparison.Ordinal);
        Assert.Equal(1000, Encoding.UTF8.GetByteCount(sanitized));
    }

    [Fact]
    public void EmojiAtTheCut_IsNotSplit()
    {
        string sanitized = Plain.Sanitize(string.Concat(Enumerable.Repeat("😀", 1000)), 101);
        Assert.Equal(sanitized, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(sanitized)));
        Assert.DoesNotContain('\uFFFD', sanitized);
    }

    [Fact]
    public void SecretAcrossTheCut_LeavesNoPart()
    {
        const string Secret = "ghp_16C7e42F292c6912E7710c838347Ae178B4a";
        for (int before = 900; before < 1000; before++)
        {
            string sanitized = Plain.Sanitize(new string('x', before) + " " + Secret + new string(' ', 9000), 1000);
            Assert.DoesNotContain("ghp", sanitized, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void SecretAcrossTheWindow_LeavesNoPart()
    {
        // Masks shorten what is before it, so that the window's end comes into view.
        string filler = string.Concat(Enumerable.Repeat("password=" + new string('y', 100) + "\n", 100));
        int window = Plain.WindowFor(1000);
        for (int before = 1; before < 60; before++)
        {
            string text = filler[..(window - before)] + "\nZg ghp_16C7e42F292c6912E7710c838347Ae178B4a" + new string(' ', 5000);
            Assert.DoesNotContain("ghp", Plain.Sanitize(text, 1000), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void RegisteredSecretLongerThanTheMargin_LeavesNoPart()
    {
        string secret = string.Concat(Enumerable.Range(0, 3000).Select(i => $"{i:x4}"));
        Sanitizer sanitizer = new(new Redactor([secret], []), new TextLimits());
        string sanitized = sanitizer.Sanitize(new string('-', 900) + secret + new string('-', 50_000), 1000);
        Assert.DoesNotContain("0000000", sanitized, StringComparison.Ordinal);
    }

    [Fact]
    public void OpenKeyBlockBeyondTheWindow_IsMaskedToTheEnd()
    {
        string text = "before -----BEGIN RSA PRIVATE KEY-----\n" + string.Concat(Enumerable.Repeat("MIIEpAIB\n", 50_000));
        Assert.Equal($"before ***… (cut, {text.Length} bytes)", Plain.Sanitize(text, 1000));
    }

    [Theory]
    [InlineData("password", "hunter2", "***")]
    [InlineData("x-api-key", "a b", "***")]
    [InlineData("token", "42", "42")]
    [InlineData("max_tokens", "100000", "100000")]
    [InlineData("note", "password=x", "password=***")]
    [InlineData("password", "", "")]
    [InlineData("pin", "4711", "***")]
    [InlineData("userPin", "4711", "***")]
    [InlineData("card_cvv", "123", "***")]
    [InlineData("sms-otp", "123456", "***")]
    [InlineData("credentials", "bob", "***")]
    [InlineData("spin", "4711", "4711")]
    [InlineData("SPIN", "4711", "4711")]
    [InlineData("pinned", "4711", "4711")]
    public void NamedValue_IsMaskedByItsName(string name, string value, string expected) =>
        Assert.Equal(expected, Plain.SanitizeNamed(name, value, 1000));

    [Fact]
    public void NamedNull_IsEmpty() => Assert.Equal("", Plain.SanitizeNamed("password", null, 1000));
}
