using System.Text.Json;
using Flujo.Generators.Emitting;
using Flujo.Rules;
using Flujo.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Flujo.Generators.Tests;

/// <summary>Each reason of the rule book has a program in Programs/Reasons that shows it and nothing else, and beside it, named `neighbour`, the nearest step that is traced.</summary>
public sealed class ReasonTests
{
    private const string Foreign = """
        public static partial class Work
        {
            static partial void Foreign() => Steps.Load();
        }
        """;

    public static TheoryData<string> Reasons => [.. Enum.GetNames<UntracedReason>().Where(name => name != nameof(UntracedReason.None))];

    [Theory]
    [MemberData(nameof(Reasons))]
    public void ProgramOfAReason_ShowsItAlone(string reason) => Assert.Equal([reason], ReasonsIn(reason));

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Neighbour_IsTraced(string reason)
    {
        ProgramFile file = ProgramFile.Read("Reasons/" + reason);

        Assert.Matches(@"(?m)^ *neighbour \(completed\)", file.Tree);
        JsonElement[] neighbours = [.. Report(file.ProjectWithCase).Where(step => step.GetProperty("name").GetString() == "neighbour")];
        Assert.NotEmpty(neighbours);
        Assert.All(neighbours, step => Assert.Equal(0, step.GetProperty("untraced").GetArrayLength()));
    }

    [Fact]
    public void EveryProgram_IsAReasons() =>
        Assert.Equal(Reasons.Select(row => "Reasons/" + row.Data).Order(StringComparer.Ordinal), ProgramFile.OfReasons);

    private static IEnumerable<string> ReasonsIn(string reason)
    {
        SourceCompilation project = ProgramFile.Read("Reasons/" + reason).ProjectWithCase;
        IEnumerable<UntracedReason> found = reason switch
        {
            nameof(UntracedReason.LanguageVersion) => OfProject(project with { Language = LanguageVersion.CSharp10 }),
            nameof(UntracedReason.NamespaceNotListed) => OfProject(project with { InterceptorsNamespaces = "Others" }),
            nameof(UntracedReason.OtherGenerator) => OfForeignCode(project),
            _ => OfRetries(project).Concat(OfReport(project)),
        };
        return found.Distinct().Select(each => each.ToString());
    }

    private static IEnumerable<UntracedReason> OfReport(SourceCompilation project)
    {
        Dictionary<string, UntracedReason> messages = Enum.GetValues<UntracedReason>().Where(each => each != UntracedReason.None).ToDictionary(RuleBook.MessageOf);
        return Report(project).SelectMany(step => step.GetProperty("untraced").EnumerateArray()).Select(use => messages[use.GetProperty("reason").GetString()!]);
    }

    private static IEnumerable<JsonElement> Report(SourceCompilation project)
    {
        string file = Generated.From(project with { AsksForStepReport = true }).Files[HintName.Report];
        string json = string.Join('\n', file.Split('\n').Where(line => !line.StartsWith('#') && !line.StartsWith("//", StringComparison.Ordinal)));
        return JsonElement.Parse(json).GetProperty("steps").EnumerateArray();
    }

    /// <summary>Such a step is traced and no use of it is missing, so the report is silent.</summary>
    private static IEnumerable<UntracedReason> OfRetries(SourceCompilation project) => project.Build()
        .GetSymbolsWithName(static _ => true, SymbolFilter.Member, TestContext.Current.CancellationToken).OfType<IMethodSymbol>()
        .Where(static method => StepAttributes.Find(method, StepAttributes.Step)?.NamedArguments.Any(static each => each.Key == "MaxAttempts") == true)
        .Select(static method => StepRules.ExamineRetries(StepRules.CalledMethod(method)))
        .Where(static each => each != UntracedReason.None);

    private static IEnumerable<UntracedReason> OfProject(SourceCompilation project)
    {
        GeneratorRun run = Generated.From(project);
        Assert.DoesNotContain(run.Files.Keys, file => file.EndsWith(".FlujoCalls.g.cs", StringComparison.Ordinal));
        return [ProjectRules.Examine(run.Input)];
    }

    private static IEnumerable<UntracedReason> OfForeignCode(SourceCompilation project)
    {
        CSharpCompilation input = project.Build();
        var options = new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: false, baseDirectory: "/obj/generated");
        CSharpGeneratorDriver.Create([new FlujoGenerator().AsSourceGenerator(), new ForeignGenerator().AsSourceGenerator()], parseOptions: project.ParseOptions, driverOptions: options)
            .RunGeneratorsAndUpdateCompilation(input, out Compilation output, out _, TestContext.Current.CancellationToken);
        return output.SyntaxTrees.Select(tree => output.GetSemanticModel(tree))
            .SelectMany(static model => Operations.Of(model, CancellationToken.None))
            .SelectMany(static operation => UntracedUses.Find(operation, CancellationToken.None))
            .Select(static use => use.Reason);
    }

    private sealed class ForeignGenerator : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context) =>
            context.RegisterSourceOutput(context.CompilationProvider, static (output, _) => output.AddSource("Foreign.g.cs", Foreign));
    }
}
