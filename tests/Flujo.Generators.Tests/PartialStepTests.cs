using Flujo.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Flujo.Generators.Tests;

/// <summary>The other halves of partial steps, in projects where not everything is as it should be.</summary>
public sealed class PartialStepTests
{
    private const string Source = """
        using Flujo;
        public static partial class Program
        {
            [FlujoStep] public static partial int Step(int x);
            private static int StepCore(int x) => x + 1;
            public static void Run() => System.Console.Write(Step(1));
        }
        """;

    [Theory]
    [InlineData("long StepCore(int x) => 1;", "returns another type than the step (FLJ2008)")]
    [InlineData("int StepCore() => 1;", "has other parameters than the step (FLJ2008)")]
    public async Task CoreDoesNotFit_CompilesAndThrowsWhatIsWrong(string core, string sentence)
    {
        string source = Source.Replace("int StepCore(int x) => x + 1;", core, StringComparison.Ordinal);
        using LoadedProgram program = LoadedProgram.Load(Generated.From(source).Output);

        ProgramOutcome outcome = await program.RunAsync();

        Assert.Equal($"System.InvalidOperationException: Program.Step(int) cannot run: the Core method {sentence}.", outcome.Error);
    }

    [Fact]
    public void RefReturn_CompilesAllTheSame() => LoadedProgram.Emit(Generated.From("""
        using Flujo;
        public partial class Program
        {
            private int _x;
            [FlujoStep] public partial ref readonly int Step();
            private ref readonly int StepCore() => ref _x;
        }
        """).Output);

    [Theory]
    [InlineData("public class Program", "CS0751")]
    [InlineData("file partial class Program", "CS8795")]
    public void TypeThatCannotHaveAnotherPart_OnlyTheCompilersOwnError(string type, string error)
    {
        GeneratorRun run = Generated.From(type + " { [Flujo.FlujoStep] public partial int Step(); private int StepCore() => 1; }");

        IEnumerable<string> errors = run.Output.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(each => each.Severity == DiagnosticSeverity.Error).Select(each => each.Id).Distinct();
        Assert.Contains(error, errors);
        Assert.Equal(run.Input.GetDiagnostics(TestContext.Current.CancellationToken).Where(each => each.Severity == DiagnosticSeverity.Error).Select(each => each.Id).Distinct(), errors);
    }

    [Fact]
    public void NoCore_OnlyTheCompilersOwnError()
    {
        GeneratorRun run = Generated.From("public partial class Program { [Flujo.FlujoStep] public partial int Step(); }");

        Assert.Equal(["CS8795"], run.Output.GetDiagnostics(TestContext.Current.CancellationToken).Select(each => each.Id));
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp7_3)]
    [InlineData(LanguageVersion.CSharp8)]
    [InlineData(LanguageVersion.CSharp9)]
    [InlineData(LanguageVersion.CSharp10)]
    public async Task LanguageTooOldToTrace_CallsTheCore(LanguageVersion language)
    {
        const string Old = """
            using Flujo;
            namespace Shop
            {
                public partial struct Cart<T>
                {
                    [FlujoStep(MaxAttempts = 3)] partial void Add(string name, T item);
                    private void AddCore(string name, T item) { System.Console.Write(name + item); }
                    public void Call() { Add("apple", default(T)); }
                }
            }
            public static class Program
            {
                public static void Run() { new Shop.Cart<int>().Call(); }
            }
            """;
        GeneratorRun run = Generated.From(Generated.Project(Old) with { Language = language, Nullable = NullableContextOptions.Disable });
        using LoadedProgram program = LoadedProgram.Load(run.Output);

        Assert.Equal(new ProgramOutcome("apple0", null), await program.RunAsync());
        Assert.DoesNotContain("StepRuntime", run.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InterceptorsNotAllowed_PartialStepIsTraced()
    {
        GeneratorRun run = Generated.From(Generated.Project(Source) with { InterceptorsNamespaces = null });
        using LoadedProgram program = LoadedProgram.Load(run.Output);

        (ProgramOutcome outcome, string tree) = await RecordedProgram.RunAsync(program);

        Assert.Equal(new ProgramOutcome("2", null), outcome);
        Assert.Equal("step (completed)\n", tree);
    }

    [Fact]
    public async Task AnotherGeneratorsPartialMethod_IsAnOrdinaryStep()
    {
        GeneratorRun run = Generated.From("""
            using Flujo;
            public static partial class Program
            {
                [FlujoStep] public static partial int Step(int x);
                public static void Run() => System.Console.Write(Step(1));
            }
            """);
        SyntaxTree other = run.Source.Parse("Other.g.cs", "partial class Program { public static partial int Step(int x) => x + 5; }");
        using LoadedProgram program = LoadedProgram.Load(run.Output.AddSyntaxTrees(other));

        (ProgramOutcome outcome, string tree) = await RecordedProgram.RunAsync(program);

        Assert.Equal(new ProgramOutcome("6", null), outcome);
        Assert.Equal("step (completed)\n", tree);
    }

    [Theory]
    [InlineData("[System.Diagnostics.DebuggerStepThrough]")]
    [InlineData("[System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverage, System.Diagnostics.StackTraceHidden]")]
    public void AttributeIsThereAlready_IsNotRepeated(string attributes) =>
        LoadedProgram.Emit(Generated.From(Source.Replace("[FlujoStep]", "[FlujoStep] " + attributes, StringComparison.Ordinal)).Output);
}
