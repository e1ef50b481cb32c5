using Flujo.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Flujo.Generators.Tests;

/// <summary>Code as it is while somebody types it, or as it should never be: the generator neither throws nor adds an error to the compiler's own.</summary>
public sealed class BadInputTests
{
    public static TheoryData<string> Members =>
    [
        "[FlujoStep] [FlujoStep] public static int Twice() => 1; int Use() => Twice();",
        "[FlujoStep] [FlujoPipeline(\"a\")] public static int Both() => 1; int Use() => Both();",
        "[FlujoPipeline(null)] public static int NoName() => 1; int Use() => NoName();",
        "[FlujoPipeline] public static int NoArgument() => 1; int Use() => NoArgument();",
        "[FlujoStep(Name = \"x\")] public static int ReadOnlyName() => 1; int Use() => ReadOnlyName();",
        "[FlujoStep(MaxAttempts = -5, RetryDelayMilliseconds = int.MinValue, Kind = (FlujoStepKind)77)] public static int Absurd() => 1; int Use() => Absurd();",
        "[FlujoStep(nameof(Missing), MaxAttempts = Unknown.Field)] public static int Half() => 1; int Use() => Half();",
        "[FlujoStep(\"\u2028\\0\\\"*/\")] public static int OddName() => 1; int Use() => OddName();",
        "[FlujoStep] public Missing Step(Unknown<int> x) => null; object Use() => Step(null);",
        "[FlujoStep] public static async int NotATask() => 1; int Use() => NotATask();",
        "[FlujoStep] public static int Same(int x) => 1; [FlujoStep] public static int Same(int y) => 2; int Use() => Same(1);",
        "[FlujoStep] public static int Open<T>(T x) where T : Missing => 1; int Use() => Open(1);",
        "[FlujoStep] public static int Repeated(int x, int x) => x; int Use() => Repeated(1, 2);",
        "[FlujoStep] public abstract int InConcrete(); int Use() => InConcrete();",
        "[FlujoStep] public static int NoBody(); int Use() => NoBody();",
        "[FlujoStep] public static Span<int> Escaping() { Span<int> x = stackalloc int[1]; return x; } void Use() => Escaping();",
        "[FlujoStep] public static int* Pointer(int* x) => x; unsafe void Use() => Pointer(null);",
        "[FlujoStep] public static IEnumerable<int> Mixed() { yield return 1; return null; } object Use() => Mixed();",
        "[FlujoStep] public static async IAsyncEnumerable<int> Stream(ref int x) { yield return x; } object Use(ref int x) => Stream(ref x);",
        "[FlujoStep] public static partial int A(int x); [FlujoStep] public static partial int A(int y); static int ACore(int x) => x; int Use() => A(1);",
        "[FlujoStep] public static partial Missing B(Unknown x); static Missing BCore(Unknown x) => null; object Use() => B(null);",
        "[FlujoStep] public partial int C<T>(T x) where T : Missing; int CCore<T>(T x) where T : Missing => 1; int Use() => C(1);",
        "[FlujoStep] partial int D(; int DCore() => 1; int Use() => D();",
        "[FlujoStep] public partial E(int x); int ECore(int x) => x;",
        "[FlujoStep] public partial async Task F(); async Task FCore() { }",
        "[FlujoStep] public static partial int G(int x = 1, params int[] y); static int GCore(int x = 2, params int[] y) => x; int Use() => G(y: [1]) + G(",
        "[FlujoStep] partial int Bare(int x); int BareCore(int x) => x; int Use() => Bare(1);",
        "[FlujoStep] partial void Given(out int x); void GivenCore(out int x) => x = 1;",
        "[FlujoStep] virtual partial void Virtual(); void VirtualCore() { }",
        "[FlujoStep] public override partial string ToString(); string ToStringCore() => \"\";",
        "[FlujoStep] public override partial int Unknown(); int UnknownCore() => 1;",
        "[FlujoStep] public int Step(",
        "[FlujoStep",
        "[FlujoStep] public",
        "[FlujoStep] public int Step() => this.",
        "[FlujoStep] int I() => 1; int Use() { return I().I()?.I()(I(, I)); }",
    ];

    [Theory]
    [MemberData(nameof(Members))]
    public void AsItIsTyped_AddsNoErrorOfItsOwn(string member)
    {
        string source = "using System; using System.Collections.Generic; using System.Threading.Tasks; using Flujo;\npublic partial class Program\n{\n" + member + "\n}\n";

        AssertNothingNew(Generated.From(source));
    }

    [Theory]
    [MemberData(nameof(Members))]
    public void AsItIsTypedInTheOldestLanguage_AddsNoErrorOfItsOwn(string member)
    {
        string source = "using System; using System.Collections.Generic; using System.Threading.Tasks; using Flujo;\npublic partial class Program\n{\n" + member + "\n}\n";

        AssertNothingNew(Generated.From(Generated.Project(source) with { Language = LanguageVersion.CSharp7_3, Nullable = NullableContextOptions.Disable }));
    }

    [Fact]
    public void EachPrefixOfAProgram_AddsNoErrorOfItsOwn()
    {
        string text = ProgramFile.Read("PartialSteps").Text;
        int start = text.IndexOf("public partial class", StringComparison.Ordinal);

        for (int length = start; length < start + 1200; length += 23)
            AssertNothingNew(Generated.From(text[..length]));
    }

    [Fact]
    public void TwoFilesOfOnePath_AddNoErrorOfTheirOwn()
    {
        SourceCompilation project = Generated.Project("public partial class Program { [Flujo.FlujoStep] public partial int Step(); int StepCore() => 1; }");
        GeneratorRun run = Generated.From(project);

        CSharpCompilation twice = run.Input.AddSyntaxTrees(project.Parse("Program.cs", "public partial class Other { [Flujo.FlujoStep] public partial int Step(); int StepCore() => 1; }"));
        GeneratorDriverRunResult result = run.Driver.RunGenerators(twice, TestContext.Current.CancellationToken).GetRunResult();

        Assert.Null(Assert.Single(result.Results).Exception);
    }

    private static void AssertNothingNew(GeneratorRun run)
    {
        HashSet<string> before = [.. Errors(run.Input)];

        // What is missing a body may get one, so there may be fewer.
        Assert.DoesNotContain(Errors(run.Output), error => !before.Contains(error));
    }

    /// <summary>Errors by id and line of the user's code, and those in generated code, of which there must be none.</summary>
    private static IEnumerable<string> Errors(CSharpCompilation compilation) => compilation.GetDiagnostics(TestContext.Current.CancellationToken)
        .Where(each => each.Severity == DiagnosticSeverity.Error)
        .Select(each => $"{each.Location.SourceTree?.FilePath}: {each.Id} {each.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}");
}
