using System.Text;

namespace Flujo.Privacy;

/// <summary>
/// Makes texts fit to be recorded: masks secrets, then cuts. The recorder calls it on the caller's thread for every text
/// before a byte reaches the journal. Thread-safe, never throws, bounded in time by the limits, not by the text.
/// </summary>
internal sealed class Sanitizer
{
    private const int LeastMargin = 4096;
    private const int DeepestAggregate = 8;
    private const int LongestCounted = 4 * 1024 * 1024;

    private readonly Redactor _redactor;
    private readonly int _margin;

    public Sanitizer(Redactor redactor, TextLimits limits)
    {
        _redactor = redactor;
        Limits = limits;
        _margin = Math.Max(LeastMargin, redactor.LongestSecret * 3);
    }

    public TextLimits Limits { get; }

    /// <summary>The text with secrets masked and cut to so many bytes; empty for null.</summary>
    public string Sanitize(string? text, int maxBytes)
    {
        if (string.IsNullOrEmpty(text))
            return string.Empty;
        int window = TextCut.PrefixLength(text, WindowFor(maxBytes));
        string redacted = _redactor.Redact(window == text.Length ? text : text[..window]);
        if (window == text.Length && TextCut.Fits(redacted, maxBytes))
            return redacted;
        // Counting bytes takes time in proportion to the text; that it has a byte for each character is known at once.
        string mark = text.Length > LongestCounted ? TextCut.MarkAtLeast(text.Length) : TextCut.Mark(Encoding.UTF8.GetByteCount(text));
        return Cut(redacted, maxBytes, mark, endIsCut: window < text.Length);
    }

    /// <summary>As <see cref="Sanitize"/>, for the value of an attribute or parameter: a name that announces a secret masks it.</summary>
    public string SanitizeNamed(string name, string? text, int maxBytes)
    {
        bool isSecret = text is not null && SecretNames.TryReadWhole(name, out SecretName secret)
            && !Innocence.IsInnocent(text, secret, isBare: false, AssignmentStyle.Tight);
        return isSecret ? Redactor.Mask : Sanitize(text, maxBytes);
    }

    /// <summary>The reason of a failure: the error's type without its namespace, and its sanitised message.</summary>
    public string Feedback(Exception error)
    {
        StringBuilder prefix = new();
        for (int depth = 0; depth < DeepestAggregate && error is AggregateException { InnerExceptions.Count: > 0 } aggregate; depth++)
        {
            prefix.Append(NameOf(error)).Append(": ");
            if (aggregate.InnerExceptions.Count > 1)
                prefix.Append(aggregate.InnerExceptions.Count).Append(" errors, the first ");
            error = aggregate.InnerExceptions[0];
        }
        prefix.Append(NameOf(error));
        string? message = MessageOf(error);
        if (!string.IsNullOrEmpty(message))
            prefix.Append(": ");
        string before = prefix.ToString();
        string after = Sanitize(message, Math.Max(0, Limits.TextBytes - Encoding.UTF8.GetByteCount(before)));
        return TextCut.Cut(before + after, Limits.TextBytes, string.Empty);
    }

    /// <summary>
    /// How many bytes of a text are looked at when so many are kept. The margin behind the cut is longer than secrets are,
    /// so that the cut leaves no part of one that it could not recognise.
    /// </summary>
    public int WindowFor(int maxBytes) => maxBytes + _margin;

    /// <summary>The JSON with secrets masked and cut to so many bytes.</summary>
    /// <param name="json">A document, or the beginning of one.</param>
    /// <param name="isWhole">Whether the document is whole.</param>
    /// <param name="endIsCut">Whether its last string is the beginning of a longer one.</param>
    /// <param name="maxBytes">What may remain.</param>
    public string SanitizeJson(ReadOnlySpan<byte> json, bool isWhole, bool endIsCut, int maxBytes)
    {
        string redacted = JsonRedaction.Apply(json, _redactor);
        if (isWhole && TextCut.Fits(redacted, maxBytes))
            return redacted;
        return Cut(redacted, maxBytes, isWhole ? TextCut.Mark(json.Length) : TextCut.MarkAtLeast(json.Length), endIsCut);
    }

    // Where the window's end may have cut a secret in two, the last part of it, as long as the margin, is not shown: masks
    // have made the text shorter and moved the end forward. A mask at the end covers what there was.
    private string Cut(string redacted, int maxBytes, string mark, bool endIsCut)
    {
        if (endIsCut && !redacted.AsSpan().TrimEnd('"').EndsWith(Redactor.Mask, StringComparison.Ordinal))
        {
            int shown = TextCut.PrefixLength(redacted, Math.Max(0, Encoding.UTF8.GetByteCount(redacted) - _margin));
            redacted = redacted[..shown];
        }
        return TextCut.Cut(redacted, maxBytes, mark);
    }

    private static string NameOf(Exception error)
    {
        string name = error.GetType().Name;
        int arity = name.IndexOf('`');
        return arity < 0 ? name : name[..arity];
    }

    // The message of an aggregate tells those of all errors beneath it, recursively.
    private static string? MessageOf(Exception error)
    {
        if (error is AggregateException { InnerExceptions.Count: > 0 })
            return null;
        try
        {
            return error.Message;
        }
        catch (Exception inner)
        {
            return $"(no message: {NameOf(inner)} in its getter)";
        }
    }
}
