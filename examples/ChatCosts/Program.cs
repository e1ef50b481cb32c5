using ChatCosts;
using Flujo;
using Microsoft.Extensions.AI;

// What an agent's chat calls use and cost, without a network: the "model" repeats what it is told. Prints the run's steps, and how to look closer.
FlujoTrace.Configure(options =>
{
    options.PriceFile = Path.Combine(AppContext.BaseDirectory, "prices.json");
    options.RunBudget = new FlujoBudget { MaxCostUsd = 0.001m };
});

IChatClient client = new ChatClientBuilder(new ParrotChatClient()).UseFlujo(static options => options.Capture = FlujoCapture.All).Build();
var agent = new Agent(client);
using FlujoRun run = FlujoTrace.StartRun("chat_costs");
foreach (string question in (string[])["Why is the sky blue?", "Why is the sea salt?", "Why is the night dark?"])
{
    if (run.OverBudget.IsCancellationRequested)
    {
        break;
    }

    await agent.AnswerAsync(question);
}

await agent.SummariseAsync();
run.Complete(agent.Answers);

foreach (StepResult step in run.StepHistory)
{
    Console.WriteLine(FormattableString.Invariant($"{step.Name}: {step.TokenCounts} tokens, {(step.CostUsd is { } cost ? $"${cost:0.000000}" : "cost unknown")}"));
}

Console.WriteLine(run.BudgetBreach is { } breach ? $"{run.Status}: {breach.Message}" : $"{run.Status}");
Console.WriteLine($"More: dotnet run --project Flujo.Lens -- lens show {run.RunId[..8]}");
