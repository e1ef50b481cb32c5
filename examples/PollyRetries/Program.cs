// Retries that Polly makes: AddAttempt tells the step's span of each one. (For retries that Flujo makes: [FlujoStep(MaxAttempts = 3)], or StepOptions.)
using System.Globalization;
using Flujo;
using Polly;
using Polly.Retry;

ResiliencePipeline retries = new ResiliencePipelineBuilder()
    .AddRetry(new RetryStrategyOptions
    {
        MaxRetryAttempts = 3,
        Delay = TimeSpan.FromMilliseconds(10),
        BackoffType = DelayBackoffType.Exponential,
        OnRetry = retry =>
        {
            FlujoTrace.Current.AddAttempt(retry.Outcome.Exception, retry.RetryDelay);
            return default;
        },
    })
    .Build();

using FlujoRun run = FlujoTrace.StartRun("weather_report");
string forecast = await new Weather(retries).ForecastAsync("Lisbon", CancellationToken.None);
run.Complete(forecast);
Console.WriteLine(forecast);

foreach (StepResult step in run.StepHistory)
    Console.WriteLine($"{step.Name}: {step.Attempts} attempts, {step.TokenCounts} tokens");
foreach (TraceEvent retry in run.TraceTree?.Children[0].Events ?? [])
{
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"  attempt {retry.Attributes["attempt"]} failed after {retry.Attributes["duration_ms"]:0.0} ms and {retry.Attributes["input_tokens"]} tokens: {retry.Attributes["reason"]}"));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  the next one came {retry.Attributes["delay_ms"]:0} ms later"));
}

internal sealed class Weather(ResiliencePipeline retries)
{
    private int _calls;

    [FlujoStep("fetch_forecast", Kind = FlujoStepKind.Tool)]
    public async Task<string> ForecastAsync(string city, CancellationToken cancellation) => await retries.ExecuteAsync(async token =>
    {
        FlujoTrace.Current.AddUsage(inputTokens: 10);
        await Task.Delay(2, token);
        return ++_calls < 3 ? throw new HttpRequestException($"503 from the weather service, call {_calls}") : $"{city}: sunny";
    }, cancellation);
}
