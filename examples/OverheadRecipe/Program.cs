// What tracing costs your pipeline: the same runs with and without it, in turns, so that a busy machine harms both alike.
using System.Diagnostics;
using System.Globalization;
using Flujo;

const int Rounds = 15;
const int RunsPerRound = 4;

// Steps of about a millisecond, as even a local call of a database takes.
Pipeline<string, string> pipeline = Pipeline.Create<string>("overhead")
    .Step("process_text", (text, cancellation) => WorkAsync($"processed_{text}", cancellation))
    .Step("enhance_text", (text, cancellation) => WorkAsync($"enhanced_{text}", cancellation));
var traced = new FlujoRunner<string, string>(pipeline, enableTracing: true);
var untraced = new FlujoRunner<string, string>(pipeline, enableTracing: false);
await TimeAsync(traced); // both are compiled, and the store is there
await TimeAsync(untraced);

var withTrace = new List<TimeSpan>();
var withoutTrace = new List<TimeSpan>();
for (int round = 0; round < Rounds; round++)
{
    withoutTrace.Add(await TimeAsync(untraced));
    withTrace.Add(await TimeAsync(traced));
}

double overhead = (Median(withTrace) / Median(withoutTrace) - 1) * 100;
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Without tracing: {Median(withoutTrace) / RunsPerRound:0.000} ms a run"));
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"With tracing: {Median(withTrace) / RunsPerRound:0.000} ms a run"));
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Tracing overhead: {overhead:0.0}%"));

static async Task<TimeSpan> TimeAsync(FlujoRunner<string, string> flujo)
{
    long start = Stopwatch.GetTimestamp();
    for (int i = 0; i < RunsPerRound; i++)
        await flujo.ExecuteAsync("test_input");
    return Stopwatch.GetElapsedTime(start);
}

static async Task<string> WorkAsync(string result, CancellationToken cancellation)
{
    await Task.Delay(1, cancellation);
    return result;
}

static double Median(List<TimeSpan> times) => times.Order().ElementAt(times.Count / 2).TotalMilliseconds;
