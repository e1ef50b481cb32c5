using System.Text;
using Flujo.Journal;
using Flujo.Privacy;
using Flujo.Vocabulary;

namespace Flujo.Recording;

/// <summary>Makes an event fit that is larger than a record can be: its longest texts are cut, and attributes for which there is no room even so are left out and counted.</summary>
internal static class EventCut
{
    /// <summary>What a text keeps at least: its mark, and a little.</summary>
    private const int LeastText = 64;

    private const string OmittedKey = "attributes_omitted";

    /// <summary>Attributes that take at most so many bytes in a record.</summary>
    public static KeyValuePair<string, AttributeValue>[] ToFit(ReadOnlySpan<KeyValuePair<string, AttributeValue>> attributes, int room)
    {
        int left = room - RecordWriter.SizeOf(OmittedKey) - RecordWriter.SizeOf(AttributeValue.Of(0L));
        int kept = 0;
        var texts = new List<int>();
        for (; kept < attributes.Length; kept++)
        {
            (string key, AttributeValue value) = attributes[kept];
            int text = value.Text is { } content ? Encoding.UTF8.GetByteCount(content) : 0;
            int least = RecordWriter.SizeOf(key) + RecordWriter.SizeOf(value) - text + Math.Min(text, LeastText);
            if (least > left)
            {
                break;
            }

            left -= least;
            texts.Add(text);
        }

        int most = MostFor(texts, left);
        var fitted = new List<KeyValuePair<string, AttributeValue>>(kept + 1);
        for (int i = 0; i < kept; i++)
        {
            (string key, AttributeValue value) = attributes[i];
            fitted.Add(new(key, texts[i] <= most ? value : AttributeValue.Of(TextCut.Cut(value.Text!, most, TextCut.Mark(texts[i])))));
        }

        if (kept < attributes.Length)
        {
            fitted.Add(new(OmittedKey, AttributeValue.Of((long)(attributes.Length - kept))));
        }

        return [.. fitted];
    }

    /// <summary>How long a text may be, so that all together take what is left besides what each keeps at least: short ones stay whole, and long ones share what those leave.</summary>
    private static int MostFor(List<int> texts, int left)
    {
        int[] longer = [.. texts.Where(static text => text > LeastText).Order()];
        for (int i = 0; i < longer.Length; i++)
        {
            int share = left / (longer.Length - i);
            if (longer[i] - LeastText > share)
            {
                return LeastText + share;
            }

            left -= longer[i] - LeastText;
        }

        return int.MaxValue;
    }
}
