using System.Text;
using Microsoft.Extensions.AI;

namespace Flujo.Extensions.AI;

/// <summary>Contents of a message as text: what is no text is named.</summary>
internal static class ChatText
{
    public static string Of(IEnumerable<AIContent> contents)
    {
        var text = new StringBuilder();
        foreach (AIContent content in contents)
        {
            if (content is TextContent part)
            {
                text.Append(part.Text);
                continue;
            }

            if (content is TextReasoningContent or UsageContent)
            {
                continue;
            }

            // On a line of its own, so that it is not taken for the end of a word.
            text.Append(text.Length == 0 ? "" : "\n").Append(content switch
            {
                FunctionCallContent call => $"(calls {call.Name})",
                FunctionResultContent result => $"(result of {result.CallId}: {result.Result})",
                DataContent data => $"({data.MediaType}, {data.Data.Length} bytes)",
                ErrorContent error => $"(error: {error.Message})",
                _ => $"({content.GetType().Name})",
            });
        }

        return text.ToString();
    }
}
