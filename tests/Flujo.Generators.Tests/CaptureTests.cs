using Flujo.Testing;
using Xunit;

namespace Flujo.Generators.Tests;

/// <summary>What generated code hands to the runtime of arguments and results: what was asked for, and nothing else.</summary>
public sealed class CaptureTests
{
    private const string Types = """
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using Flujo;
        namespace Microsoft.Extensions.AI
        {
            public class UsageDetails { public long? InputTokenCount { get; set; } public long? OutputTokenCount { get; set; } public long? CachedInputTokenCount { get; set; } }
            public class ChatResponse { public UsageDetails? Usage { get; set; } public string? ModelId { get; set; } }
        }
        public sealed record Login(string User, [property: FlujoRedact] string Pin, string Password);
        public sealed record Spent(long InputTokens, long OutputTokens) : IFlujoUsage { public string? Model => "own"; public decimal? CostUsd => 0.25m; }
        public sealed record Answer(string Text, Spent Usage);
        """;

    public static TheoryData<string, string, string?, string?> Steps => new()
    {
        // the step, its call, the recorded input, the recorded output
        { "[FlujoStep] public static int Step(int a) => a;", "Step(1)", null, null },
        { "[FlujoStep(Capture = FlujoCapture.Input)] public static int Step(int a) => a;", "Step(1)", """{"a":1}""", null },
        { "[FlujoStep(Capture = FlujoCapture.Output)] public static int Step(int a) => a;", "Step(1)", null, "1" },
        { "[FlujoStep(Capture = FlujoCapture.All)] public static int Step(int a, string b) => a;", "Step(1, \"x\")", """{"a":1,"b":"x"}""", "1" },
        { "[FlujoStep(Capture = FlujoCapture.All)] public static Login Step(Login login) => login;", "Step(new(\"bob\", \"1234\", \"hunter2\"))", """{"login":{"User":"bob","Password":"***"}}""", """{"User":"bob","Password":"***"}""" },
        { "[FlujoStep(Capture = FlujoCapture.All)] public static string Step([FlujoRedact] string pin, string b) => b;", "Step(\"1234\", \"x\")", """{"pin":"***","b":"x"}""", "x" },
        { "[FlujoStep(Capture = FlujoCapture.All)] [return: FlujoRedact] public static string Step(string b) => b;", "Step(\"x\")", """{"b":"x"}""", null },
        { "[FlujoStep(Capture = FlujoCapture.All)] public static string Step(string password, CancellationToken token) => password;", "Step(\"hunter2\", default)", """{"password":"***"}""", "hunter2" },
        { "[FlujoStep(Capture = FlujoCapture.All)] public static int Step(string text, Func<int> body, out int made) => made = body();", "Step(\"x\", () => 3, out _)", """{"text":"x","body":"(not recorded: a value of type System.Func<int>)"}""", "3" },
        { "[FlujoStep(Capture = FlujoCapture.All)] public static Task<string> Step(int? a) => Task.FromResult(\"token: abcdef\" + a);", "Step(null)", """{"a":null}""", "token: ***" },
        { "[FlujoStep(Capture = FlujoCapture.All, MaxAttempts = 3)] public static async Task<int> Step(int a) { await Task.Yield(); return a; }", "Step(4)", """{"a":4}""", "4" },
        { "[FlujoStep(Capture = FlujoCapture.All)] public static int Step(ReadOnlySpan<char> text, ReadOnlySpan<byte> bytes) => 1;", "Step(\"x\", default)", """{"text":"x","bytes":"(not recorded: a value of type System.ReadOnlySpan<byte>)"}""", "1" },
        { "[FlujoStep(Capture = FlujoCapture.All)] public static ReadOnlySpan<char> Step(string text) => text;", "Step(\"x\")", """{"text":"x"}""", null },
        { "[FlujoStep(Capture = FlujoCapture.All)] public static async IAsyncEnumerable<int> Step(int a) { await Task.Yield(); yield return a; } public static async Task Read(IAsyncEnumerable<int> all) { await foreach (int each in all) { } }", "Read(Steps.Step(6))", """{"a":6}""", null },
        { "[FlujoStep(Capture = FlujoCapture.All)] public static IEnumerable<int> Step(int a) { yield return a; } public static void Read(IEnumerable<int> all) { foreach (int each in all) { } }", "Read(Steps.Step(7))", """{"a":7}""", null },
        { "[FlujoStep(Capture = FlujoCapture.All, Leaf = true)] public static int Step(int a) => a;", "Step(5)", """{"a":5}""", "5" },
    };

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Step_RecordsWhatItsAttributeAsksFor(string step, string call, string? input, string? output)
    {
        StepResult recorded = await RunAsync(step, call);
        Assert.Equal((input, output), (recorded.Input, recorded.Output));
    }

    [Theory]
    [InlineData("None", null, null)]
    [InlineData("input", """{"a":1}""", null)]
    [InlineData("Output", null, "1")]
    [InlineData("ALL", """{"a":1}""", "1")]
    [InlineData("everything", null, null)]
    public async Task ProjectsProperty_DecidesWhereTheStepSaysNothing(string property, string? input, string? output)
    {
        StepResult recorded = await RunAsync("[FlujoStep] public static int Step(int a) => a;", "Step(1)", ("FlujoCapture", property));
        Assert.Equal((input, output), (recorded.Input, recorded.Output));
        StepResult own = await RunAsync("[FlujoStep(Capture = FlujoCapture.None)] public static int Step(int a) => a;", "Step(1)", ("FlujoCapture", property));
        Assert.Equal((null, null), (own.Input, own.Output));
    }

    [Fact]
    public async Task PartialStep_RecordsTheSame()
    {
        StepResult recorded = await RunAsync(
            "[FlujoStep(Capture = FlujoCapture.All)] public static partial int Step(int a, [FlujoRedact] string pin); private static int StepCore(int a, string pin) => a;", "Step(1, \"1234\")");
        Assert.Equal(("""{"a":1,"pin":"***"}""", "1"), (recorded.Input, recorded.Output));
    }

    public static TheoryData<string, string, long, string> Results => new()
    {
        // the step, its call, the tokens, and what lens would show of their source
        { "[FlujoStep] public static Microsoft.Extensions.AI.ChatResponse Step() => new() { ModelId = \"m\", Usage = new() { InputTokenCount = 10, OutputTokenCount = 5, CachedInputTokenCount = 4 } };", "Step()", 15, "m 4 unknown" },
        { "[FlujoStep] public static async Task<Microsoft.Extensions.AI.ChatResponse> Step() { await Task.Yield(); return new() { Usage = new() { OutputTokenCount = 5 } }; }", "Step()", 5, " 0 unknown" },
        { "[FlujoStep] public static Microsoft.Extensions.AI.ChatResponse Step() => new();", "Step()", 0, "" },
        { "[FlujoStep] public static Microsoft.Extensions.AI.ChatResponse Step() => null!;", "Step()", 0, "" },
        { "[FlujoStep] public static Microsoft.Extensions.AI.UsageDetails Step() => new() { InputTokenCount = 3 };", "Step()", 3, " 0 unknown" },
        { "[FlujoStep] public static Spent Step() => new(1, 2);", "Step()", 3, "own 0 given" },
        { "[FlujoStep] public static ValueTask<Answer> Step() => new(new Answer(\"x\", new(1, 2)));", "Step()", 3, "own 0 given" },
        { "[FlujoStep] public static Answer Step() => new(\"x\", null!);", "Step()", 0, "" },
        { "[FlujoStep(Leaf = true)] public static T Step<T>(T spent) where T : IFlujoUsage => spent;", "Step(new Spent(1, 2))", 3, "own 0 given" },
        { "[FlujoStep(MaxAttempts = 2)] public static Spent Step() => new(1, 2);", "Step()", 3, "own 0 given" },
        { "[FlujoStep] public static Spent Step() => Inner(); [FlujoStep] public static Spent Inner() => new(1, 2);", "Step()", 3, "" },
        { "[FlujoStep] public static string Usage() => \"\"; [FlujoStep] public static string Step() => Usage();", "Step()", 0, "" },
    };

    [Theory]
    [MemberData(nameof(Results))]
    public async Task ResultsUsage_IsTheStepsWithoutALineOfUserCode(string step, string call, long tokens, string source)
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("program");
        StepResult recorded = await RunInAsync(run, step, call);
        Assert.Equal(tokens, recorded.TokenCounts);
        Assert.Equal(
            source, string.Join(", ", run.TraceTree!.Children[0].Usage.Select(static each => $"{each.Model} {each.CachedInputTokens} {each.CostSource ?? "unknown"}")));
    }

    [Theory]
    [InlineData("MaxTokens = 2", "max_tokens 2 3")]
    [InlineData("MaxCostUsd = 0.1", "max_cost_usd 0.1 0.25")]
    [InlineData("MaxCostUsd = 0.1 + 0.2, MaxTokens = 3", "")]
    [InlineData("MaxCostUsd = double.NaN, MaxTokens = -1", "")]
    [InlineData("MaxCostUsd = double.PositiveInfinity", "")]
    [InlineData("MaxAttempts = 3, MaxTokens = 2", "max_tokens 2 3")]
    [InlineData("Leaf = true, MaxTokens = 2", "max_tokens 2 3")]
    public async Task AttributesBudget_IsTheStepsOnEachCall(string arguments, string breach)
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("program");
        StepResult recorded = await RunInAsync(run, $"[FlujoStep({arguments})] public static Spent Step() => new(1, 2);", "Step()");
        Assert.Equal(breach.Length == 0, recorded.Success);
        Assert.Equal(
            breach,
            run.BudgetBreach is { OfRun: false } found ? FormattableString.Invariant($"{found.Limit} {found.Allowed} {found.Actual}") : "");
    }

    [Fact]
    public async Task ProjectsJsonContext_WritesItsTypes()
    {
        const string Context = """
            [System.Text.Json.Serialization.JsonSerializable(typeof(Login))]
            public class Context() : System.Text.Json.Serialization.JsonSerializerContext(null)
            {
                public static Context Default { get; } = new();
                protected override System.Text.Json.JsonSerializerOptions? GeneratedSerializerOptions => null;
                public override System.Text.Json.Serialization.Metadata.JsonTypeInfo? GetTypeInfo(Type type) => throw new NotSupportedException();
            }
            """;
        const string Step = "[FlujoStep(Capture = FlujoCapture.Input)] public static void Step(Login login) { }";
        const string Silent = "[FlujoStep] public static void Step(Login login) { }";
        Assert.Contains("StepRuntime.DeclareJsonTypes(static () => global::Context.Default);", Generated.From(Project(Step, "Step(null!)", Context)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("DeclareJsonTypes", Generated.From(Project(Silent, "Step(null!)", Context)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("DeclareJsonTypes", Generated.From(Project(Step, "Step(null!)", Context.Replace("public class", "public abstract class", StringComparison.Ordinal)
            .Replace("= new();", "= null!;", StringComparison.Ordinal))).Text, StringComparison.Ordinal);

        StepResult recorded = await RunAsync(Step, "Step(new(\"bob\", \"1\", \"hunter2\"))", Context);
        Assert.Equal("""{"login":{"User":"bob","Password":"***"}}""", recorded.Input); // a context that fails is a note, and reflection helps
    }

    private static SourceCompilation Project(string step, string call, string more = "")
    {
        string program = $$"""

            internal static partial class Steps { {{step}} }
            {{more}}
            internal static class Program { public static void Run() { Steps.{{call}}{{(step.Contains("Task<", StringComparison.Ordinal) || step.Contains("Task Read", StringComparison.Ordinal) ? ".AsTaskOrSelf().Wait()" : "")}}; } }
            internal static class Tasks
            {
                public static Task AsTaskOrSelf(this Task task) => task;
                public static Task AsTaskOrSelf<T>(this ValueTask<T> task) => task.AsTask();
            }
            """;
        return Generated.Project(Types + program);
    }

    private static Task<StepResult> RunAsync(string step, string call, params (string, string)[] properties) => RunAsync(step, call, "", properties);

    private static async Task<StepResult> RunAsync(string step, string call, string more, params (string, string)[] properties)
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("program");
        return await RunInAsync(run, step, call, more, properties);
    }

    private static async Task<StepResult> RunInAsync(FlujoRun run, string step, string call, string more = "", params (string, string)[] properties)
    {
        using LoadedProgram program = LoadedProgram.Load(Generated.From(Project(step, call, more), new BuildProperties(properties)).Output);
        ProgramOutcome outcome = await program.RunAsync();
        Assert.Null(outcome.Error);
        return run.StepHistory[0];
    }
}
