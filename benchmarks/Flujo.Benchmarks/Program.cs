using System.CommandLine;
using Flujo.Benchmarks.Compiling;
using Flujo.Benchmarks.Guide;
using Flujo.Benchmarks.Ingest;
using Flujo.Benchmarks.Lens;
using Flujo.Benchmarks.Measuring;
using Flujo.Benchmarks.Overhead;
using Flujo.Benchmarks.Redaction;

var rounds = new Option<int>("--rounds") { Description = "Rounds per contender; the median counts.", DefaultValueFactory = _ => 25 };
var calls = new Option<int>("--calls")
{
    Description = $"Calls per contender and round, at most {Effort.MostCalls}.",
    DefaultValueFactory = _ => 20_000,
};
foreach ((Option<int> option, int most) in new[] { (rounds, int.MaxValue), (calls, Effort.MostCalls) })
{
    option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() is var value && (value < 1 || value > most))
            result.AddError($"{option.Name} must be between 1 and {most}.");
    });
}

var overhead = new Command("overhead", "What one span costs, beside Activity and the OpenTelemetry SDK.") { rounds, calls };
overhead.SetAction(parsed => OverheadCommand.Run(new Effort(parsed.GetRequiredValue(rounds), parsed.GetRequiredValue(calls))));

var redactor = new Command("redactor", "What the redactor costs per KiB of text: the price of every text that is recorded.") { rounds };
redactor.SetAction(parsed => RedactorCommand.Run(parsed.GetRequiredValue(rounds)));

var runs = new Option<int>("--runs") { Description = "Runs in the large store, with ten spans each.", DefaultValueFactory = _ => 1_000_000 };
var lensRounds = new Option<int>("--rounds") { Description = "Rounds per verb and store; the median counts.", DefaultValueFactory = _ => 15 };
var keep = new Option<string?>("--keep") { Description = "A folder in which the stores stay, and are found again." };
foreach (Option<int> option in new[] { runs, lensRounds })
{
    option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() < 1)
            result.AddError($"{option.Name} must be at least 1.");
    });
}

var lens = new Command("lens", "How fast the installed tool answers, on a store of 1,000 runs and on a large one (a few GB).") { runs, lensRounds, keep };
lens.SetAction(parsed => LensCommand.Run(parsed.GetRequiredValue(runs), parsed.GetRequiredValue(lensRounds), parsed.GetValue(keep)));

// The further processes of `overhead`, started with an environment of their own.
Command[] further = [new(SecondProcess.OffVerb, "The same calls with tracing off."), new(SecondProcess.ExportVerb, "The same calls while spans are exported.")];
foreach (Command command in further)
{
    command.Hidden = true;
    command.Options.Add(rounds);
    command.Options.Add(calls);
    command.SetAction(parsed => SecondProcess.Run(new Effort(parsed.GetRequiredValue(rounds), parsed.GetRequiredValue(calls))));
}

// One more, likewise.
var forms = new Command(FormsProcess.Verb, "A call of each form of step with tracing off.") { rounds, calls };
forms.Hidden = true;
forms.SetAction(parsed => FormsProcess.Run(new Effort(parsed.GetRequiredValue(rounds), parsed.GetRequiredValue(calls))));

var spans = new Option<int>("--spans") { Description = "Spans per measurement, at least 100,000.", DefaultValueFactory = _ => 500_000 };
spans.Validators.Add(result =>
{
    if (result.GetValueOrDefault<int>() is < 100_000 or > 5_000_000)
        result.AddError("--spans must be between 100000 and 5000000.");
});
var ingest = new Command("ingest", "How fast spans get into SQLite, beside Activity and the OpenTelemetry SDK, and what they take on disk.") { spans };
ingest.SetAction(parsed => IngestCommand.Run(parsed.GetRequiredValue(spans)));

var guide = new Command("guide", "The guide's overhead recipe: a pipeline of two async steps, with tracing and without.");
guide.SetAction(_ => GuideCommand.Run());

var files = new Option<int>("--files") { Description = "Files of the synthetic project.", DefaultValueFactory = _ => 1_000 };
var builds = new Option<int>("--rounds") { Description = "Builds; the median counts.", DefaultValueFactory = _ => 7 };
foreach (Option<int> option in new[] { files, builds })
{
    option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() < 1)
            result.AddError($"{option.Name} must be at least 1.");
    });
}

var analyzers = new Command("analyzers", "What the analyzers add to a build of a synthetic project, rule by rule.") { files, builds };
analyzers.SetAction(parsed => AnalyzersCommand.Run(parsed.GetRequiredValue(files), parsed.GetRequiredValue(builds)));

var steps = new Option<int>("--steps") { Description = "Steps of the synthetic project.", DefaultValueFactory = _ => 500 };
var edits = new Option<int>("--edits") { Description = "Edits of each kind; the median counts.", DefaultValueFactory = _ => 15 };
foreach (Option<int> option in new[] { steps, edits })
{
    option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() < 1)
            result.AddError($"{option.Name} must be at least 1.");
    });
}

var generator = new Command("generator", "What the generator costs an editor: the first run over a synthetic project, and single edits.") { files, steps, edits };
generator.SetAction(parsed => GeneratorCommand.Run(parsed.GetRequiredValue(files), parsed.GetRequiredValue(steps), parsed.GetRequiredValue(edits)));

return new RootCommand("Flujo's benchmarks.") { overhead, analyzers, generator, ingest, guide, redactor, lens, further[0], further[1], forms }.Parse(args).Invoke();
