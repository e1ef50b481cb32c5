using Microsoft.CodeAnalysis.Diagnostics;

namespace Flujo.Analyzers.Tests.Common;

/// <summary>The shortest code that breaks a rule, with a marker: what holds for every rule alike is tested on it.</summary>
/// <param name="Analyzer">The rule.</param>
/// <param name="Members">Members of a class that break it.</param>
/// <param name="TopLevel">Top-level statements that break it.</param>
public sealed record RuleSample(DiagnosticAnalyzer Analyzer, string Members, string TopLevel)
{
    /// <summary>The members as they compile where no generator writes the other halves.</summary>
    public string? WithoutFlujo { get; init; }

    /// <summary>Rules on what is not traced look at generated code, too.</summary>
    public bool LooksAtGeneratedCode => Analyzer is Analyzers.Coverage.CoverageAnalyzer;

    public string Id => Analyzer.SupportedDiagnostics[0].Id;

    public static IReadOnlyList<RuleSample> All { get; } =
    [
        new(new Analyzers.Setup.CompilerRunsInterceptors(),
            """[{|FLJ0001:FlujoStep|}] public void Load() { }""",
            """C.Load(); static class C { [{|FLJ0001:FlujoStep|}] public static void Load() { } }"""),
        new(new Analyzers.Naming.StepNameSaysSomething(),
            """[FlujoStep({|FLJ1001:"step1"|})] public void Load() { }""",
            """using var step = FlujoTrace.StartStep({|FLJ1001:"step1"|});"""),
        new(new Analyzers.Naming.StepNameIsUnique(),
            """[FlujoStep("load")] public void Load() { } [FlujoStep({|FLJ1002:"load"|})] public void Read() { }""",
            """C.Load(); static class C { [FlujoStep] public static void Load() { } [FlujoStep({|FLJ1002:"load"|})] public static void Read() { } }"""),
        new(new Analyzers.Naming.StepNameIsSnakeCase(),
            """[FlujoStep({|FLJ1003:"LoadRows"|})] public void Load() { }""",
            """using var step = FlujoTrace.StartStep({|FLJ1003:"LoadRows"|});"""),
        new(new Analyzers.Naming.NameIsThere(),
            """[FlujoStep({|FLJ1004:" "|})] public void Load() { }""",
            """using var step = FlujoTrace.StartStep({|FLJ1004:""|});"""),
        new(new Analyzers.Naming.BlockNameIsConstant(),
            """public void Load(int row) { using var step = FlujoTrace.StartStep({|FLJ1005:$"row {row}"|}); }""",
            """using var step = FlujoTrace.StartStep({|FLJ1005:args[0]|});"""),
        new(new Analyzers.Coverage.AttributeStandsOnPossibleStep(),
            """[FlujoStep] public async void {|FLJ2001:Load|}() => await System.Threading.Tasks.Task.Yield();""",
            """Load(); [FlujoStep] void {|FLJ2001:Load|}() { }"""),
        new(new Analyzers.Coverage.StepIsNotUsedAsDelegate(),
            """[FlujoStep] public void Load() { } public System.Action Use() => {|FLJ2002:Load|};""",
            """System.Action use = C.{|FLJ2002:Load|}; use(); static class C { [FlujoStep] public static void Load() { } }"""),
        new(new Analyzers.Coverage.StepIsNotCalledThroughBase(),
            """public class B { [FlujoStep] public virtual void Load() { } } public class D : B { public override void Load() => base.{|FLJ2003:Load|}(); }""",
            """new D().Load(); class B { [FlujoStep] public virtual void Load() { } } class D : B { public override void Load() => base.{|FLJ2003:Load|}(); }"""),
        new(new Analyzers.Coverage.StepIsNotCalledInExpressionTree(),
            """[FlujoStep] public static int Load() => 1; public System.Linq.Expressions.Expression<System.Func<int>> Use() => () => {|FLJ2004:Load|}();""",
            """System.Linq.Expressions.Expression<System.Func<int>> use = () => C.{|FLJ2004:Load|}(); static class C { [FlujoStep] public static int Load() => 1; }"""),
        new(new Analyzers.Coverage.StepIsNotCalledThroughDynamic(),
            """[FlujoStep] public int Load(int x) => x; public int Use(dynamic late) => late.{|FLJ2005:Load|}(1);""",
            """dynamic late = new C(); late.{|FLJ2005:Load|}(1); class C { [FlujoStep] public int Load(int x) => x; }"""),
        new(new Analyzers.Coverage.StepIsReachedThroughSteps(),
            """public interface ILoader { void Load(); } public class Loader : ILoader { [FlujoStep] public void {|FLJ2006:Load|}() { } }""",
            """new Loader().Load(); interface ILoader { void Load(); } class Loader : ILoader { [FlujoStep] public void {|FLJ2006:Load|}() { } }"""),
        new(new Analyzers.Coverage.StepIsCalledByName(),
            """public class L { [FlujoStep] public void Load() { } } public static void Use<T>(T x) where T : L => x.{|FLJ2007:Load|}();""",
            """Use(new L()); static void Use<T>(T x) where T : L => x.{|FLJ2007:Load|}(); class L { [FlujoStep] public void Load() { } }"""),
        new(new Analyzers.Coverage.PartialStepHasCore(),
            """[FlujoStep] public partial int {|FLJ2008:Load|}(); private long LoadCore() => 1;""",
            """new C().Load(); partial class C { [FlujoStep] public partial int {|FLJ2008:Load|}(); private long LoadCore() => 1; }""")
        {
            WithoutFlujo = """[FlujoStep] public partial int Load(); public partial int Load() => 1; private long LoadCore() => 1;""",
        },
        new(new Analyzers.Coverage.OverrideOfPartialStepIsPartial(),
            """public partial class B { [FlujoStep] public virtual partial void Load(); private void LoadCore() { } } public class D : B { public override void {|FLJ2009:Load|}() { } }""",
            """new D().Load(); partial class B { [FlujoStep] public virtual partial void Load(); private void LoadCore() { } } class D : B { public override void {|FLJ2009:Load|}() { } }""")
        {
            WithoutFlujo = """public partial class B { [FlujoStep] public virtual partial void Load(); public virtual partial void Load() { } private void LoadCore() { } } public class D : B { public override void Load() { } }""",
        },
        new(new Analyzers.Privacy.SecretsAreNotCaptured(),
            """[FlujoStep(Capture = FlujoCapture.Input)] public void Load(string {|FLJ3001:apiKey|}) { }""",
            """C.Load(""); static class C { [FlujoStep(Capture = FlujoCapture.All)] public static void Load(string {|FLJ3001:password|}) { } }"""),
        new(new Analyzers.Privacy.CapturedValuesNeedNoReflection(),
            """[FlujoStep(Capture = FlujoCapture.Input)] public void Load(int[] {|FLJ3002:rows|}) { }""",
            """C.Load([1]); static class C { [FlujoStep(Capture = FlujoCapture.All)] public static void Load(int[] {|FLJ3002:rows|}) { } }"""),
        new(new Analyzers.Usage.RetriedStepCanBeTriedAgain(),
            """[FlujoStep({|FLJ4001:MaxAttempts = 2|})] public void Load(ref int x) { }""",
            """int x = 1; C.Load(ref x); static class C { [FlujoStep({|FLJ4001:MaxAttempts = 2|})] public static void Load(ref int x) { } }"""),
        new(new Analyzers.Usage.SpansAreDisposed(),
            """public void Load() { {|FLJ4002:FlujoTrace.StartStep("load")|}; }""",
            """{|FLJ4002:FlujoTrace.StartRun("load")|};"""),
        new(new Analyzers.Usage.LeafStartsNothing(),
            """[FlujoStep(Leaf = true)] public void Load() { using var step = FlujoTrace.{|FLJ4003:StartStep|}("read"); }""",
            """C.Load(); static class C { [FlujoStep(Leaf = true)] public static void Load() => {|FLJ4003:Load|}(); }"""),
        new(new Analyzers.Usage.BlockEndsBeforeYield(),
            """public System.Collections.Generic.IEnumerable<int> Load() { using var step = {|FLJ4005:FlujoTrace.StartStep("load")|}; yield return 1; }""",
            """foreach (int i in Load()) { } static System.Collections.Generic.IEnumerable<int> Load() { using var step = {|FLJ4005:FlujoTrace.StartStep("load")|}; yield return 1; }"""),
    ];

    public string Unmarked(string marked) => Flujo.Testing.MarkedText.Parse(marked).Text;
}
