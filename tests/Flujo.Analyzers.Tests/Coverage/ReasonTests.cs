using System.Collections.Immutable;
using Flujo.Analyzers.Coverage;
using Flujo.Analyzers.Tests.Docs;
using Flujo.Generators;
using Flujo.Rules;
using Flujo.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace Flujo.Analyzers.Tests.Coverage;

/// <summary>Each reason for which something is not traced, in code: one rule says it, once, and no other says anything.</summary>
public sealed class ReasonTests
{
    private static readonly Dictionary<UntracedReason, string> Samples = new()
    {
        [UntracedReason.LanguageVersion] = "class C { [FlujoStep] void Step() { } }",
        [UntracedReason.NamespaceNotListed] = "class C { [FlujoStep] void Step() { } }",
        [UntracedReason.AsyncVoid] = "class C { [FlujoStep] async void Step() => await Task.Yield(); }",
        [UntracedReason.RefReturn] = "class C { int _x; [FlujoStep] ref int Step() => ref _x; }",
        [UntracedReason.Operator] = "class C { [FlujoStep] public static C operator +(C x, C y) => x; }",
        [UntracedReason.Accessor] = "class C { int Value { [FlujoStep] get => 1; } }",
        [UntracedReason.LocalFunction] = "class C { void M() { Step(); [FlujoStep] void Step() { } } }",
        [UntracedReason.Lambda] = "class C { Action _a = [FlujoStep] () => { }; }",
        [UntracedReason.Finalizer] = "class C { [FlujoStep] ~C() { } }",
        [UntracedReason.Extern] = "class C { [FlujoStep, System.Runtime.InteropServices.DllImport(\"c\")] static extern void Step(); }",
        [UntracedReason.VariableArguments] = "class C { [FlujoStep] void Step(__arglist) { } }",
        [UntracedReason.UnknownTaskType] = """
            class C { [FlujoStep] async Odd Step() => await Task.Yield(); }
            [AsyncMethodBuilder(typeof(OddBuilder))] class Odd { }
            class OddBuilder
            {
                public static OddBuilder Create() => new();
                public Odd Task => new();
                public void SetResult() { }
                public void SetException(Exception error) { }
                public void SetStateMachine(IAsyncStateMachine machine) { }
                public void Start<T>(ref T machine) where T : IAsyncStateMachine { }
                public void AwaitOnCompleted<A, T>(ref A awaiter, ref T machine) where A : INotifyCompletion where T : IAsyncStateMachine { }
                public void AwaitUnsafeOnCompleted<A, T>(ref A awaiter, ref T machine) where A : ICriticalNotifyCompletion where T : IAsyncStateMachine { }
            }
            """,
        [UntracedReason.UnmarkedInterfaceMember] = "interface I { void Step(); } class C : I { [FlujoStep] public void Step() { } }",
        [UntracedReason.UnmarkedBaseMethod] = "class C { [FlujoStep] public override string ToString() => \"\"; }",
        [UntracedReason.UnnameableType] = "class C { private class P { } [FlujoStep] void Step(P x) { } void M() => Step(new P()); }",
        [UntracedReason.MethodGroup] = "class C { [FlujoStep] void Step() { } Action M() => Step; }",
        [UntracedReason.BaseCall] = "class B { [FlujoStep] public virtual void Step() { } } class C : B { public override void Step() => base.Step(); }",
        [UntracedReason.ExpressionTree] = "class C { [FlujoStep] int Step() => 1; Expression<Func<int>> M() => () => Step(); }",
        [UntracedReason.DynamicCall] = "class C { [FlujoStep] void Step() { } void M(dynamic late) => late.Step(); }",
        [UntracedReason.TypeParameterReceiver] = "class C { [FlujoStep] void Step() { } static void M<T>(T x) where T : C => x.Step(); }",
        [UntracedReason.StaticAbstract] = "interface I { [FlujoStep] static abstract void Step(); } class C { static void M<T>() where T : I => T.Step(); }",
        [UntracedReason.ImplicitCall] = "class C { [FlujoStep] public void Deconstruct(out int x, out int y) => x = y = 1; void M() { var (x, y) = this; } }",
        [UntracedReason.DuplicatedFile] = "class C { [FlujoStep] public static void Step() { } }",
        [UntracedReason.OtherGenerator] = "class C { [FlujoStep] public static void Step() { } void M() => Step(); }",
        [UntracedReason.CalledByRuntime] = "class C { [FlujoStep, ModuleInitializer] internal static void Step() { } }",
        [UntracedReason.MissingCore] = "partial class C { [FlujoStep] public partial int Step(); }",
        [UntracedReason.CoreTypeParameters] = "partial class C { [FlujoStep] public partial int Step(); int StepCore<T>() => 1; }",
        [UntracedReason.CoreParameters] = "partial class C { [FlujoStep] public partial int Step(); int StepCore(int x) => 1; }",
        [UntracedReason.CoreReturnType] = "partial class C { [FlujoStep] public partial int Step(); long StepCore() => 1; }",
        [UntracedReason.CoreStatic] = "partial class C { [FlujoStep] public partial int Step(); static int StepCore() => 1; }",
        [UntracedReason.CoreReadOnly] = "partial struct C { [FlujoStep] public readonly partial int Step(); int StepCore() => 1; }",
        [UntracedReason.CoreConstraints] = "partial class C { [FlujoStep] public partial int Step<T>(); int StepCore<T>() where T : class => 1; }",
        [UntracedReason.CoreAsyncVoid] = "partial class C { [FlujoStep] public partial void Step(); async void StepCore() => await Task.Yield(); }",
        [UntracedReason.CoreNotCallable] = "partial class C { [FlujoStep] public partial void Step(); [Obsolete(\"\", true)] void StepCore() { } }",
        [UntracedReason.PartialInFileType] = "file partial class C { [FlujoStep] public partial int Step(); int StepCore() => 1; }",
        [UntracedReason.PartialInWholeType] = "class C { [FlujoStep] public partial int Step(); int StepCore() => 1; }",
        [UntracedReason.OverrideNotPartial] = "partial class B { [FlujoStep] public virtual partial void Step(); void StepCore() { } } class C : B { public override void Step() { } }",
        [UntracedReason.RetriesByReference] = "class C { [FlujoStep(MaxAttempts = 2)] void Step(ref int x) { } }",
        [UntracedReason.RetriesOfStream] = "class C { [FlujoStep(MaxAttempts = 2)] IEnumerable<int> Step() { yield return 1; } }",
        [UntracedReason.RetriesOfRefStruct] = "class C { [FlujoStep(MaxAttempts = 2)] void Step(Span<int> x) { } }",
    };

    public static TheoryData<string> Reasons => [.. Enum.GetNames<UntracedReason>().Where(name => name != nameof(UntracedReason.None))];

    [Theory]
    [MemberData(nameof(Reasons))]
    public async Task Reason_IsSaidByOneRuleAlone(string name)
    {
        UntracedReason reason = Enum.Parse<UntracedReason>(name);

        ImmutableArray<Diagnostic> found = await AnalyzeAsync(Project(reason), reason == UntracedReason.OtherGenerator);

        Assert.NotEmpty(found);
        Assert.All(found, each => Assert.Equal(RuleBook.IdOf(reason), each.Id));
        Assert.All(found, each => Assert.Contains(": " + RuleBook.MessageOf(reason), each.GetMessage(), StringComparison.Ordinal));
        Assert.Equal(found.Length, found.Select(each => each.Location).Distinct().Count());
        Assert.Equal(reason == UntracedReason.DuplicatedFile ? 2 : 1, found.Length);
    }

    private static SourceCompilation Project(UntracedReason reason)
    {
        const string Usings = "using System; using System.Collections.Generic; using System.Linq.Expressions; using System.Runtime.CompilerServices; using System.Threading.Tasks; using Flujo;\n";
        var files = new Dictionary<string, string> { ["Program.cs"] = Usings + Samples[reason] };
        if (reason == UntracedReason.DuplicatedFile)
            files["A.cs"] = files["B.cs"] = "file class Caller { void M() => C.Step(); }";
        return new()
        {
            Files = files,
            References = [References.Runtime],
            Generator = new FlujoGenerator(),
            Language = reason == UntracedReason.LanguageVersion ? LanguageVersion.CSharp10 : LanguageVersion.Latest,
            InterceptorsNamespaces = reason == UntracedReason.NamespaceNotListed ? null : "Flujo.Generated",
        };
    }

    private static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(SourceCompilation source, bool hasOtherGenerator)
    {
        using var workspace = new AdhocWorkspace();
        Project project = MemoryProject.Create(workspace, source);
        Compilation compilation = (await project.GetCompilationAsync(TestContext.Current.CancellationToken))!;
        // Beside ours, where the compiler puts it.
        if (hasOtherGenerator)
            compilation = compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class Caller { void M() => C.Step(); }", source.ParseOptions, "Other/Other.Generator/Caller.g.cs", cancellationToken: TestContext.Current.CancellationToken));
        ImmutableArray<DiagnosticAnalyzer> rules = [.. RuleCatalogue.Analyzers.Where(each => each is CoverageAnalyzer || each.SupportedDiagnostics[0].Id == "FLJ4001")];
        return await compilation.WithAnalyzers(rules, project.AnalyzerOptions).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
    }
}
