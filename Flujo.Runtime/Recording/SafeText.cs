using System.Globalization;
using Flujo.Privacy;
using Flujo.Vocabulary;

namespace Flujo.Recording;

/// <summary>What callers say about a span, masked and cut.</summary>
internal static class SafeText
{
    /// <summary>A value that is text. The key counts: what is called <c>password</c> is masked, whatever it holds.</summary>
    public static string? Attribute(string key, string? value) =>
        value is null ? null : PrivacySettings.Current.Sanitizer.SanitizeNamed(key ?? "", value, PrivacySettings.MaxTextBytes);

    /// <summary>A number; as <see cref="Attribute"/>, the key counts.</summary>
    public static AttributeValue Number(string key, long value) =>
        IsSecret(key, value) ? AttributeValue.Of(Redactor.Mask) : AttributeValue.Of(value);

    /// <inheritdoc cref="Number(string, long)"/>
    public static AttributeValue Number(string key, double value) =>
        IsSecret(key, value) ? AttributeValue.Of(Redactor.Mask) : AttributeValue.Of(value);

    /// <summary>A value of any type.</summary>
    public static AttributeValue Value(string key, object? value) => value switch
    {
        null => AttributeValue.Of(null),
        string text => AttributeValue.Of(Attribute(key, text)),
        bool flag => AttributeValue.Of(flag),
        double number => Number(key, number),
        float number => Number(key, (double)number),
        decimal number => AttributeValue.Of(Attribute(key, number.ToString(CultureInfo.InvariantCulture))),
        int or long or short or byte or sbyte or ushort or uint => Number(key, Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        TimeSpan time => AttributeValue.Of(time.TotalMilliseconds),
        _ => AttributeValue.Of(Attribute(key, PrivacySettings.Current.Values.Write(value, PrivacySettings.MaxTextBytes))),
    };

    // Few names announce a secret, and only theirs are worth the text of the number.
    private static bool IsSecret<T>(string key, T number)
        where T : IFormattable =>
        SecretNames.TryReadWhole(key, out _) && Attribute(key, number.ToString(null, CultureInfo.InvariantCulture)) == Redactor.Mask;
}
