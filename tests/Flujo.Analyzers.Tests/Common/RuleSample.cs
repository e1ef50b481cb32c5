using Microsoft.CodeAnalysis.Diagnostics;

namespace Flujo.Analyzers.Tests.Common;

/// <summary>The shortest code that breaks a rule, with a marker: what holds for every rule alike is tested on it.</summary>
/// <param name="Analyzer">The rule.</param>
/// <param name="Members">Members of a class that break it.</param>
/// <param name="TopLevel">Top-level statements that break it.</param>
public sealed record RuleSample(DiagnosticAnalyzer Analyzer, string Members, string TopLevel)
{
    public string Id => Analyzer.SupportedDiagnostics[0].Id;

    public static IReadOnlyList<RuleSample> All { get; } =
    [
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
        new(new Analyzers.Privacy.SecretsAreNotCaptured(),
            """[FlujoStep(Capture = FlujoCapture.Input)] public void Load(string {|FLJ3001:apiKey|}) { }""",
            """C.Load(""); static class C { [FlujoStep(Capture = FlujoCapture.All)] public static void Load(string {|FLJ3001:password|}) { } }"""),
        new(new Analyzers.Privacy.CapturedValuesNeedNoReflection(),
            """[FlujoStep(Capture = FlujoCapture.Input)] public void Load(int[] {|FLJ3002:rows|}) { }""",
            """C.Load([1]); static class C { [FlujoStep(Capture = FlujoCapture.All)] public static void Load(int[] {|FLJ3002:rows|}) { } }"""),
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
