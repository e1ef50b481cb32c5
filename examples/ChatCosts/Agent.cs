using Flujo;
using Microsoft.Extensions.AI;

namespace ChatCosts;

/// <summary>Asks the model in steps. The responses carry their usage up through the steps, and it counts once.</summary>
internal sealed class Agent(IChatClient client)
{
    public List<string> Answers { get; } = [];

    [FlujoStep]
    public async Task<ChatResponse> AnswerAsync(string question)
    {
        ChatResponse response = await client.GetResponseAsync(
            [new ChatMessage(ChatRole.System, "Answer in one sentence."), new ChatMessage(ChatRole.User, question)], new ChatOptions { ModelId = "parrot-large" });
        Answers.Add(response.Text);
        return response;
    }

    /// <summary>With a model that is in no price table: its tokens are known, and its cost is not.</summary>
    [FlujoStep]
    public async Task SummariseAsync()
    {
        string summary = "";
        await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync(string.Join(' ', Answers), new ChatOptions { ModelId = "cockatoo" }))
        {
            summary += update.Text;
        }

        Answers.Add(summary);
    }
}
