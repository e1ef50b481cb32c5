using System.Text.Json.Serialization.Metadata;
using Flujo.Diagnostics;

namespace Flujo.Privacy;

/// <summary>The sanitiser and the writer of values that the process uses. Replaced once, when the options are fixed. Thread-safe.</summary>
/// <param name="Sanitizer">Masks and cuts texts.</param>
/// <param name="Values">Writes values as sanitised text.</param>
internal sealed record PrivacySettings(Sanitizer Sanitizer, ValueWriter Values)
{
    private const int LargestPayload = 48 * 1024;
    private const int LargestText = 16 * 1024;
    private static volatile PrivacySettings s_current = From(new FlujoOptions());

    public static PrivacySettings Current => s_current;

    /// <summary>The most bytes of an input, output, prompt or final output.</summary>
    public static int MaxPayloadBytes => s_current.Sanitizer.Limits.PayloadBytes;

    /// <summary>The most bytes of any other text.</summary>
    public static int MaxTextBytes => s_current.Sanitizer.Limits.TextBytes;

    public static void Apply(FlujoOptions options) => s_current = From(options);

    private static PrivacySettings From(FlujoOptions options)
    {
        // A record must fit into a chunk of the journal; an event holds two texts.
        var limits = new TextLimits(
            Math.Clamp(options.MaxPayloadBytes, 64, LargestPayload), Math.Clamp(options.MaxTextBytes, 64, LargestText));
        var sanitizer = new Sanitizer(new Redactor(options.Secrets, options.RedactionRules), limits);
        IJsonTypeInfoResolver types = options.JsonTypes is { } own ? JsonTypeInfoResolver.Combine(own, ProjectJsonTypes.Instance) : ProjectJsonTypes.Instance;
        return new PrivacySettings(sanitizer, new ValueWriter(sanitizer, types, static note => Notes.Write("value_not_recorded", note)));
    }
}
