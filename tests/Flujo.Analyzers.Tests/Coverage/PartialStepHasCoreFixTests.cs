using Flujo.Analyzers.CodeFixes.Coverage;
using Flujo.Analyzers.Coverage;
using Flujo.Generators;
using Flujo.Testing;
using Xunit;

namespace Flujo.Analyzers.Tests.Coverage;

public sealed class PartialStepHasCoreFixTests
{
    private const string Usings = "using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using Flujo;\n";

    private readonly CodeFixVerifier _fix = new(new PartialStepHasCore(), new PartialStepHasCoreFix());

    public static TheoryData<string, string, string> Cores => new()
    {
        // the step, its core, and what that has to be
        { "partial int {|FLJ2008:Step|}(int x);", "static int StepCore(int x) => x;", "int StepCore(int x) => x;" },
        { "static partial int {|FLJ2008:Step|}(int x);", "private int StepCore(int x) => x;", "private static int StepCore(int x) => x;" },
        { "partial int {|FLJ2008:Step|}(int x);", "private int StepCore(short first) => first + 1;", "private int StepCore(int first) => first + 1;" },
        { "partial int {|FLJ2008:Step|}(int x, CancellationToken token = default);", "private int StepCore(int x) => x;", "private int StepCore(int x, CancellationToken token) => x;" },
        { "partial int {|FLJ2008:Step|}(int x);", "private int StepCore(in int x) => x;", "private int StepCore(int x) => x;" },
        { "partial IEnumerable<int> {|FLJ2008:Step|}(int x);", "private int[] StepCore(int x) => [x];", "private IEnumerable<int> StepCore(int x) => [x];" },
        { "partial Task {|FLJ2008:Step|}(int x);", "private async ValueTask StepCore(int x) => await Task.Yield();", "private async Task StepCore(int x) => await Task.Yield();" },
        { "partial void {|FLJ2008:Step|}<T>(T x);", "private void StepCore<T>(T x) where T : class { }", "private void StepCore<T>(T x) { }" },
        { "partial void {|FLJ2008:Step|}<T>(T x) where T : new();", "private void StepCore(int x) { }", "private void StepCore<T>(T x) where T : new() { }" },
    };

    [Theory]
    [MemberData(nameof(Cores))]
    public async Task CoreThatDoesNotFit_GetsTheSignature(string step, string core, string mended) => await _fix.VerifyAsync(
        Project($"{Usings}public partial class C\n{{\n    [FlujoStep] public {step}\n\n    // the body\n    {core} // behind\n}}\n"),
        Project($"{Usings}public partial class C\n{{\n    [FlujoStep] public {step.Replace("{|FLJ2008:Step|}", "Step", StringComparison.Ordinal)}\n\n    // the body\n    {mended} // behind\n}}\n"));

    [Fact]
    public async Task CoreInAnotherFile_IsFoundThere() => await _fix.VerifyAsync(
        Project(("A.cs", "using Flujo;\npublic partial class C { [FlujoStep] public partial int {|FLJ2008:Step|}(int x); }"), ("B.cs", "public partial class C { private static int StepCore(int x) => x; }")),
        Project(("A.cs", "using Flujo;\npublic partial class C { [FlujoStep] public partial int Step(int x); }"), ("B.cs", "public partial class C { private int StepCore(int x) => x; }")));

    [Fact]
    public async Task ReadOnlyStep_HasAReadOnlyCore() => await _fix.VerifyAsync(
        Project("using Flujo;\npublic partial struct S { int _x; [FlujoStep] public readonly partial int {|FLJ2008:Step|}(); private int StepCore() => _x; }"),
        Project("using Flujo;\npublic partial struct S { int _x; [FlujoStep] public readonly partial int Step(); private readonly int StepCore() => _x; }"));

    [Fact]
    public async Task NoCore_OneIsWritten() => await _fix.VerifyAsync(
        Project("""
            using System;
            using Flujo;
            public partial class C
            {
                /// <summary>Imports.</summary>
                [FlujoStep]
                public virtual partial int {|FLJ2008:{|CS8795:Import|}|}<T>(T path, int first = 1) where T : class; // behind

                [FlujoStep] public static partial void {|FLJ2008:{|CS8795:Save|}|}();
            }
            """),
        Project("""
            using System;
            using Flujo;
            public partial class C
            {
                /// <summary>Imports.</summary>
                [FlujoStep]
                public virtual partial int Import<T>(T path, int first = 1) where T : class; // behind

                private int ImportCore<T>(T path, int first) where T : class => throw new NotImplementedException();

                [FlujoStep] public static partial void Save();

                private static void SaveCore() => throw new NotImplementedException();
            }
            """));

    [Fact]
    public async Task TypeThatIsWhole_BecomesPartial() => await _fix.VerifyAsync(
        Project("using Flujo;\npublic class Outer { internal class C { [FlujoStep] public partial int {|FLJ2008:{|CS8795:{|CS0751:Step|}|}|}(); private int StepCore() => 1; } }"),
        Project("using Flujo;\npublic partial class Outer { internal partial class C { [FlujoStep] public partial int Step(); private int StepCore() => 1; } }"));

    [Theory]
    [InlineData("partial int {|FLJ2008:Step|}(string x);", "int StepCore(Uri x) => x.Port;")]
    [InlineData("partial int {|FLJ2008:Step|}(int x);", "string StepCore(int x) => \"\";")]
    [InlineData("static partial int {|FLJ2008:Step|}(int x);", "int _y; int StepCore(int x) => _y;")]
    [InlineData("partial void {|FLJ2008:Step|}<T>(T x);", "void StepCore<T>(T x) where T : IDisposable => x.Dispose();")]
    [InlineData("partial void {|FLJ2008:Step|}(int x);", "async void StepCore(int x) => await Task.Yield();")]
    [InlineData("partial void {|FLJ2008:Step|}(int x);", "[Obsolete(\"\", true)] void StepCore(int x) { }")]
    [InlineData("partial int {|FLJ2008:Step|}(int x);", "int StepCore(/* why */ long x) => 1;")]
    public async Task BodyThatWouldNotCompile_NoFix(string step, string core) =>
        await _fix.VerifyNoFixAsync(Project($"{Usings}public partial class C {{ [FlujoStep] public {step} {core} }}"));

    private static SourceCompilation Project(string source) => Project(("Program.cs", source));

    private static SourceCompilation Project(params (string Path, string Text)[] files) => new()
    {
        Files = files.ToDictionary(file => file.Path, file => file.Text),
        References = [References.Runtime],
        Generator = new FlujoGenerator(),
    };
}
