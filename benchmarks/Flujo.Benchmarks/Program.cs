using System.CommandLine;
using Flujo.Benchmarks.Overhead;

var rounds = new Option<int>("--rounds") { Description = "Rounds per contender; the median counts.", DefaultValueFactory = _ => 25 };
var overhead = new Command("overhead", "What one span costs, beside Activity and the OpenTelemetry SDK.") { rounds };
overhead.SetAction(parsed => OverheadCommand.Run(parsed.GetRequiredValue(rounds)));

// The second process of `overhead`, started with tracing off.
var off = new Command(OffProcess.Verb, "The same calls with tracing off.") { Hidden = true };
off.Add(rounds);
off.SetAction(parsed => OffProcess.Run(parsed.GetRequiredValue(rounds)));

return new RootCommand("Flujo's benchmarks.") { overhead, off }.Parse(args).Invoke();
