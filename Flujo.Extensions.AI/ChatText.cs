using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Flujo.Extensions.AI;

/// <summary>Contents of a message as text: what is no text is named.</summary>
internal static class ChatText
{
    /// <summary>More of a text is not put together: the runtime cuts it to less.</summary>
    public const int Longest = 64 * 1024;

    public static string Of(IEnumerable<AIContent> contents)
    {
        var text = new StringBuilder();
        foreach (AIContent content in contents)
        {
            if (text.Length >= Longest)
            {
                break;
            }

            if (content is TextContent part)
            {
                Append(text, part.Text);
                continue;
            }

            if (content is TextReasoningContent or UsageContent)
            {
                continue;
            }

            // On a line of its own, so that it is not taken for the end of a word.
            Append(text, text.Length == 0 ? "" : "\n");
            Append(text, content switch
            {
                FunctionCallContent call => $"(calls {call.Name})",
                FunctionResultContent result => $"(result of {result.CallId}: {ResultOf(result.Result)})",
                DataContent data => $"({data.MediaType}, {data.Data.Length} bytes)",
                ErrorContent error => $"(error: {error.Message})",
                _ => $"({content.GetType().Name})",
            });
        }

        return text.ToString();
    }

    /// <summary>Results are mostly text or JSON. What another object says of itself may be more than may be recorded.</summary>
    private static string ResultOf(object? result) => result switch
    {
        null => "",
        string text => text[..Math.Min(text.Length, Longest)],
        JsonElement json when JsonMarshal.GetRawUtf8Value(json).Length > Longest => "a large document",
        JsonElement or IFormattable or bool => result.ToString() ?? "",
        _ => $"a value of type {result.GetType().Name}",
    };

    private static void Append(StringBuilder text, string? part) => text.Append(part, 0, Math.Min(part?.Length ?? 0, Longest - text.Length));
}
