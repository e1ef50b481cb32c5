using Flujo.Testing;
using Xunit;

namespace Flujo.Generators.Tests;

/// <summary>
/// Which stages have something new to say after an edit, in both directions: too many make editors slow, too few leave
/// old code behind. A stage that runs and says the same as before is not named.
/// </summary>
public sealed class CachingTests
{
    private const string Output = "ImplementationSourceOutput";

    private const string Steps = """
        using Flujo;
        public static class Steps
        {
            [FlujoStep("one")] public static int One(int x) => x + 1;
            [FlujoPipeline("all")] public static int All() => 2;
        }
        """;

    private const string Caller = """
        public static class Caller
        {
            public static int Call() => Steps.One(1);
        }
        """;

    private const string Other = """
        public static class Other
        {
            public static int Call() => Steps.All();
        }
        """;

    private const string Unrelated = """
        public static class Unrelated
        {
            public static int Sum(int a, int b) => a + b;
            public static int Twice(int a) => Sum(a, a);
        }
        """;

    private const string Partial = """
        using Flujo;
        public static partial class Partial
        {
            [FlujoStep] public static partial int Half(int x);
            private static int HalfCore(int x) => x + 7;
        }
        """;

    private const string Json = """
        using System.Text.Json.Serialization;
        [JsonSerializable(typeof(string))]
        public class Context() : JsonSerializerContext(null)
        {
            public static Context Default => null!;
            protected override System.Text.Json.JsonSerializerOptions? GeneratedSerializerOptions => null;
            public override System.Text.Json.Serialization.Metadata.JsonTypeInfo? GetTypeInfo(System.Type type) => null;
        }
        """;

    private static readonly SourceCompilation Project = Generated.Project(
        ("Json.cs", Json), ("Steps.cs", Steps), ("Caller.cs", Caller), ("Other.cs", Other), ("Unrelated.cs", Unrelated), ("Partial.cs", Partial));

    public static TheoryData<string, string, string, string, string> Edits => new()
    {
        // what, file, from, to, the stages that say something new
        { "a body in a file without calls", "Unrelated.cs", "a + b", "a - b", "SourceFiles" },
        { "a call of no step", "Unrelated.cs", "Sum(a, a)", "Sum(a, Sum(a, a))", "SourceFiles" },
        { "a new call of a step", "Unrelated.cs", "a + b", "Steps.One(a) + b", $"Calls {Output} Interceptors Invocations SourceFiles" },
        { "the body of a step", "Steps.cs", "x + 1", "x + 3", "Methods SourceFiles" },
        { "a comment after the steps", "Steps.cs", "=> 2;", "=> 2; // two", "Methods SourceFiles" },
        { "a line above the steps", "Steps.cs", "using Flujo;", "using Flujo;\n\n", $"Catalogue {Output} Methods SourceFiles Steps" },
        { "a declaration beside the steps", "Steps.cs", "=> 2;", "=> 2; public static long One(long x) => x;", "Declarations Methods SourceFiles" },
        { "a step's name", "Steps.cs", "\"one\"", "\"first\"", $"Catalogue {Output} Methods SourceFiles Steps" },
        { "a step's name that is no literal any more", "Steps.cs", "\"one\"", "nameof(One)", $"Catalogue Declarations {Output} Methods SourceFiles Steps" },
        { "a string in another's attribute", "Steps.cs", "(\"one\")", "(\"one\"), System.Obsolete(\"why\")", $"Calls Declarations {Output} Interceptors Methods SourceFiles" },
        { "a parameter's name", "Steps.cs", "int x) => x", "int y) => y", $"Calls Declarations {Output} Interceptors Methods SourceFiles" },
        { "a step that becomes private", "Steps.cs", "public static int All", "private static int All", $"Calls Declarations {Output} Interceptors Methods SourceFiles" },
        { "anything in a file with calls", "Caller.cs", "One(1)", "One(2)", $"Calls {Output} Interceptors Invocations SourceFiles" },
        { "a call that goes away", "Caller.cs", "Steps.One(1)", "1", $"Calls {Output} Interceptors Invocations SourceFiles" },
        { "an attribute that goes away", "Steps.cs", "[FlujoPipeline(\"all\")]", "", $"Calls Catalogue Declarations {Output} Interceptors Invocations Methods SourceFiles StepNames Steps" },
        { "a new step", "Steps.cs", "=> 2;", "=> 2; [FlujoStep] public static void New() { }", $"Catalogue Declarations {Output} Methods SourceFiles StepNames Steps" },
        { "a name that begins to mean a step", "Unrelated.cs", "public static int Sum", "[Flujo.FlujoStep] public static int Sum", $"Calls Catalogue Declarations {Output} Interceptors Invocations Methods SourceFiles StepNames Steps" },
        { "the body of a partial step", "Partial.cs", "x + 7", "x + 8", "Methods SourceFiles" },
        { "the parameters of a partial step", "Partial.cs", "int Half(int x)", "int Half(long x)", $"Catalogue Declarations {Output} Methods Partials SourceFiles SourceOutput Steps" },
        { "the parameters of its core", "Partial.cs", "HalfCore(int x)", "HalfCore(long x)", "Declarations Methods Partials SourceFiles SourceOutput" },
        { "a partial step that becomes an ordinary one", "Partial.cs", "int x);", "int x) => 1;", $"Declarations Methods Partials SourceFiles SourceOutput" },
        { "a step that records its arguments", "Steps.cs", "(\"one\")", "(\"one\", Capture = FlujoCapture.Input)", $"Calls Catalogue Declarations {Output} Interceptors Methods SourceFiles Steps" },
        { "a context of the JSON serialiser that goes away", "Json.cs", "[JsonSerializable(typeof(string))]", "", "Declarations JsonContexts SourceFiles" },
        { "an alias for the attribute", "Caller.cs", "public static class", "using Step = Flujo.FlujoStepAttribute; public static class", $"AttributeNames Calls Declarations {Output} Interceptors Invocations SourceFiles" },
        { "an alias of something else", "Unrelated.cs", "public static class", "using Text = System.String; public static class", "Declarations SourceFiles" },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public void AfterAnEdit_OnlyWhatDependsOnItIsNew(string what, string file, string from, string to, string stages)
    {
        GeneratorRun before = Generated.From(Project);

        SourceCompilation after = Edited(file, from, to);
        GeneratorRun run = Generated.Harness.Edit(before, after);

        Assert.Equal(stages, string.Join(" ", run.StagesThatRan));
        Assert.Equal(Generated.From(after).Text, run.Text);
        Assert.NotEmpty(what);
    }

    [Fact]
    public void AfterAnEditOfOneFile_OtherFilesOutputsStayTheSame()
    {
        GeneratorRun before = Generated.From(Project);

        GeneratorRun run = Generated.Harness.Edit(before, Edited("Caller.cs", "One(1)", "One(2)"));

        string[] changed = [.. run.Files.Where(file => before.Files[file.Key] != file.Value).Select(file => file.Key)];
        Assert.StartsWith("Caller.", Assert.Single(changed));
    }

    [Fact]
    public void FileComesAndGoes_SoDoesItsOutput()
    {
        GeneratorRun before = Generated.From(Project);
        var files = new Dictionary<string, string>(Project.Files) { ["New.cs"] = Caller.Replace("Caller", "New", StringComparison.Ordinal) };

        GeneratorRun added = Generated.Harness.Edit(before, Project with { Files = files });
        GeneratorRun removed = Generated.Harness.Edit(added, Project);

        Assert.Equal(before.Files.Count + 1, added.Files.Count);
        Assert.Equal(before.Text, removed.Text);
    }

    [Fact]
    public void DeclaredStages_AreTheTrackedOnes()
    {
        IEnumerable<string> tracked = Generated.From(Project with { AsksForStepReport = true }).TrackedStages.Where(name => Generated.DeclaredStages.Contains(name));

        Assert.Equal(Generated.DeclaredStages.Order(), tracked.Order());
    }

    [Fact]
    public void NobodyAsksForTheReport_NothingIsDoneForIt()
    {
        GeneratorRun run = Generated.From(Project);

        Assert.DoesNotContain(Stages.FileReports, run.TrackedStages);
        Assert.DoesNotContain("FlujoStepReport.g.cs", run.Files.Keys);
    }

    private static SourceCompilation Edited(string file, string from, string to)
    {
        Assert.Contains(from, Project.Files[file], StringComparison.Ordinal);
        return Project with
        {
            Files = new Dictionary<string, string>(Project.Files) { [file] = Project.Files[file].Replace(from, to, StringComparison.Ordinal) },
        };
    }
}
