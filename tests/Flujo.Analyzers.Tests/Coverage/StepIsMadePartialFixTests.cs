using Flujo.Analyzers.CodeFixes.Coverage;
using Flujo.Analyzers.Coverage;
using Flujo.Generators;
using Flujo.Testing;
using Xunit;

namespace Flujo.Analyzers.Tests.Coverage;

/// <summary>The fix that parts a step into a partial half and its core. All fixed code compiles with the generator at work.</summary>
public sealed class StepIsMadePartialFixTests
{
    private const string Usings = "using System; using System.Collections.Generic; using System.Runtime.CompilerServices; using System.Threading; using System.Threading.Tasks; using Flujo;\n";

    private readonly CodeFixVerifier _delegates = new(new StepIsNotUsedAsDelegate(), new StepIsMadePartialFix());
    private readonly CodeFixVerifier _bases = new(new StepIsNotCalledThroughBase(), new StepIsMadePartialFix());
    private readonly CodeFixVerifier _interfaces = new(new StepIsReachedThroughSteps(), new StepIsMadePartialFix());
    private readonly CodeFixVerifier _overrides = new(new OverrideOfPartialStepIsPartial(), new StepIsMadePartialFix());

    public static TheoryData<string, string> Members => new()
    {
        // what the class has, what it has afterwards; the step is called Step
        { "[FlujoStep] public int Step(int x) => x;", "[FlujoStep] public partial int Step(int x); private int StepCore(int x) => x;" },
        { "[FlujoStep] int Step(int x) { return x; }", "[FlujoStep] private partial int Step(int x); private int StepCore(int x) { return x; }" },
        { "[FlujoStep] public async Task Step() { await Task.Yield(); }", "[FlujoStep] public partial Task Step(); private async Task StepCore() { await Task.Yield(); }" },
        { "[FlujoStep] async public Task Step() => await Task.Yield();", "[FlujoStep] public partial Task Step(); private async Task StepCore() => await Task.Yield();" },
        { "[FlujoStep] public unsafe int Step(int x) { int* p = &x; return *p; }", "[FlujoStep] public partial int Step(int x); private unsafe int StepCore(int x) { int* p = &x; return *p; }" },
        { "[FlujoStep] public static int Step(int x) => x;", "[FlujoStep] public static partial int Step(int x); private static int StepCore(int x) => x;" },
        { "[FlujoStep] protected internal virtual int Step(int x) => x;", "[FlujoStep] protected internal virtual partial int Step(int x); private int StepCore(int x) => x;" },
        { "[FlujoStep] public T Step<T>(T x) where T : class, new() => x;", "[FlujoStep] public partial T Step<T>(T x) where T : class, new(); private T StepCore<T>(T x) where T : class, new() => x;" },
        { "[FlujoStep] public int Step(ref int x, in int y, out int z, params int[] more) => z = x + y;",
            "[FlujoStep] public partial int Step(ref int x, in int y, out int z, params int[] more); private int StepCore(ref int x, in int y, out int z, params int[] more) => z = x + y;" },
        { "[FlujoStep] public int Step(int x = 3, string? y = null /* why */, CancellationToken z = default) => x;",
            "[FlujoStep] public partial int Step(int x = 3, string? y = null /* why */, CancellationToken z = default); private int StepCore(int x, string? y, CancellationToken z) => x;" },
        { "[FlujoStep] public int Step([FlujoRedact] string key, [CallerMemberName] string name = \"\") => 1;",
            "[FlujoStep] public partial int Step([FlujoRedact] string key, [CallerMemberName] string name = \"\"); private int StepCore(string key, string name) => 1;" },
        { "[FlujoStep] public async IAsyncEnumerable<int> Step([EnumeratorCancellation] CancellationToken x) { await Task.Yield(); yield return 1; }",
            "[FlujoStep] public partial IAsyncEnumerable<int> Step(CancellationToken x); private async IAsyncEnumerable<int> StepCore([EnumeratorCancellation] CancellationToken x) { await Task.Yield(); yield return 1; }" },
        { "[FlujoStep] public IEnumerable<int> Step() { yield return 1; }", "[FlujoStep] public partial IEnumerable<int> Step(); private IEnumerable<int> StepCore() { yield return 1; }" },
        { "[FlujoStep, MethodImpl(MethodImplOptions.NoInlining)] public int Step() => 1;",
            "[FlujoStep] public partial int Step(); [MethodImpl(MethodImplOptions.NoInlining)] private int StepCore() => 1;" },
        { "[MethodImpl(MethodImplOptions.NoInlining)] [FlujoStep] public int Step() => 1;",
            "[FlujoStep] public partial int Step(); [MethodImpl(MethodImplOptions.NoInlining)] private int StepCore() => 1;" },
        { "[FlujoStep] [Obsolete(\"old\")] public int Step() => 1;", "[FlujoStep] [Obsolete(\"old\")] public partial int Step(); [Obsolete] private int StepCore() => 1;" },
        { "[FlujoStep] public (int A, string? B) Step((int A, string? B) pair) => pair;", "[FlujoStep] public partial (int A, string? B) Step((int A, string? B) pair); private (int A, string? B) StepCore((int A, string? B) pair) => pair;" },
        { "[FlujoStep] public bool Step([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? x) { x = \"\"; return true; }",
            "[FlujoStep] public partial bool Step([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? x); private bool StepCore([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? x) { x = \"\"; return true; }" },
        { "[FlujoStep] [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(x))] public string? Step(string? x) => x;",
            "[FlujoStep] [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(x))] public partial string? Step(string? x); [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(x))] private string? StepCore(string? x) => x;" },
        { "[FlujoStep] public int @class() => 1; [FlujoStep] public int Step() => 1;", "[FlujoStep] public int @class() => 1; [FlujoStep] public partial int Step(); private int StepCore() => 1;" },
        { "[FlujoPipeline(\"all\")] public int Step() => 1;", "[FlujoPipeline(\"all\")] public partial int Step(); private int StepCore() => 1;" },
    };

    [Theory]
    [MemberData(nameof(Members))]
    public async Task Step_IsParted(string before, string after)
    {
        string arguments = before.Contains("Step<T>", StringComparison.Ordinal) ? "<object>" : "";

        await VerifyAsync(
            _delegates,
            $$"""{{Usings}}public class C { {{before}} void Use() { var use = {|FLJ2002:Step|}{{arguments}}; _ = use; } }""",
            $$"""{{Usings}}public partial class C { {{after}} void Use() { var use = Step{{arguments}}; _ = use; } }""");
    }

    [Fact]
    public async Task CommentsLinesAndDocs_StayWhereTheyBelong() => await VerifyAsync(
        _delegates,
        """
        // A file.
        using System;
        using Flujo;

        namespace Shop;

        /// <summary>A class.</summary>
        // and a comment
        internal sealed class Importer // behind
        {
            private int _x;

            #region Steps
            /// <summary>Imports.</summary>
            /// <param name="path">Where from.</param>
            [FlujoStep("import_rows")] // the name
            // before the modifiers
            public /* async? */ int Import(
                string path, // the path
                int first /* row */ = 0) // behind the head
            // before the body
            {
                // in the body
                return _x + first + path.Length; // behind the result
            } // behind the body
            #endregion

            // of the next one
            public void Use() => Console.WriteLine((Func<string, int, int>){|FLJ2002:Import|});
        }
        """,
        """
        // A file.
        using System;
        using Flujo;

        namespace Shop;

        /// <summary>A class.</summary>
        // and a comment
        internal sealed partial class Importer // behind
        {
            private int _x;

            #region Steps
            /// <summary>Imports.</summary>
            /// <param name="path">Where from.</param>
            [FlujoStep("import_rows")] // the name
            // before the modifiers
            public /* async? */ partial int Import(
                string path, // the path
                int first /* row */ = 0); // behind the head

            private int ImportCore(
                string path,
                int first)
            // before the body
            {
                // in the body
                return _x + first + path.Length; // behind the result
            } // behind the body
            #endregion

            // of the next one
            public void Use() => Console.WriteLine((Func<string, int, int>)Import);
        }
        """);

    [Theory]
    [InlineData("\n", "    ")]
    [InlineData("\r\n", "    ")]
    [InlineData("\n", "\t")]
    [InlineData("\r\n", "\t")]
    public async Task LineEndsAndTabs_AreThoseOfTheFile(string line, string tab)
    {
        const string Before = "using System;\nusing Flujo;\nclass C\n{\n\t// one\n\t[FlujoStep]\n\t[Obsolete]\n\tasync System.Threading.Tasks.Task Step(\n\t\tint x,\n\t\tint y = 1)\n\t\t=> await System.Threading.Tasks.Task.Yield();\n\n\tobject Use() => (Func<int, int, object>){|FLJ2002:Step|};\n}\n";
        const string After = "using System;\nusing Flujo;\npartial class C\n{\n\t// one\n\t[FlujoStep]\n\t[Obsolete]\n\tprivate partial System.Threading.Tasks.Task Step(\n\t\tint x,\n\t\tint y = 1);\n\n\t[Obsolete]\n\tprivate async System.Threading.Tasks.Task StepCore(\n\t\tint x,\n\t\tint y)\n\t\t=> await System.Threading.Tasks.Task.Yield();\n\n\tobject Use() => (Func<int, int, object>)Step;\n}\n";

        await VerifyAsync(_delegates, In(Before), In(After));

        string In(string text) => text.Replace("\t", tab, StringComparison.Ordinal).Replace("\n", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NestedAndGenericTypes_AllBecomePartial() => await VerifyAsync(
        _delegates,
        """
        using System; using Flujo;
        namespace Shop
        {
            public static class Outer<T> where T : class
            {
                public readonly struct Middle
                {
                    internal abstract record Inner<U>(U Value) where U : struct
                    {
                        [FlujoStep] public (T?, U) Step(T? x) => (x, Value);
                        public Func<T?, (T?, U)> Use() => {|FLJ2002:Step|};
                    }
                }
            }
        }
        """,
        """
        using System; using Flujo;
        namespace Shop
        {
            public static partial class Outer<T> where T : class
            {
                public readonly partial struct Middle
                {
                    internal abstract partial record Inner<U>(U Value) where U : struct
                    {
                        [FlujoStep] public partial (T?, U) Step(T? x);

                        private (T?, U) StepCore(T? x) => (x, Value);
                        public Func<T?, (T?, U)> Use() => Step;
                    }
                }
            }
        }
        """);

    [Fact]
    public async Task ReadOnlyMethodOfAStruct_KeepsItsPromise() => await VerifyAsync(
        _delegates,
        "using System; using Flujo;\npublic struct S { private int _x; [FlujoStep] public readonly int Step() => _x; public Func<int> Use() => {|FLJ2002:Step|}; }",
        "using System; using Flujo;\npublic partial struct S { private int _x; [FlujoStep] public readonly partial int Step(); private readonly int StepCore() => _x; public Func<int> Use() => Step; }");

    [Fact]
    public async Task ExtensionMethod_StaysOne() => await VerifyAsync(
        _delegates,
        "using System; using Flujo;\npublic static class S { [FlujoStep] public static int Step(this string x, int y) => y; public static Func<int, int> Use() => \"\".{|FLJ2002:Step|}; }",
        "using System; using Flujo;\npublic static partial class S { [FlujoStep] public static partial int Step(this string x, int y); private static int StepCore(string x, int y) => y; public static Func<int, int> Use() => \"\".Step; }");

    [Fact]
    public async Task SeveralFilesUsesAndSteps_EachStepIsPartedOnce() => await _delegates.VerifyAsync(
        Project(
            ("A.cs", "using System; using Flujo;\npublic partial class C { [FlujoStep] public int One(int x) => x; [FlujoStep] public int One(string x) => 1; object A() => (Func<int, int>){|FLJ2002:One|}; }"),
            ("B.cs", "using System; using Flujo;\npublic partial class C { object B() => new object[] { (Func<int, int>)this.{|FLJ2002:One|}, (Func<string, int>){|FLJ2002:One|}, (Func<int>)Two.{|FLJ2002:Go|} }; }"),
            ("Sub/Two.cs", "using Flujo;\nstatic class Two { [FlujoStep] public static int Go() => 1; }")),
        Project(
            ("A.cs", "using System; using Flujo;\npublic partial class C { [FlujoStep] public partial int One(int x); private int OneCore(int x) => x; [FlujoStep] public partial int One(string x); private int OneCore(string x) => 1; object A() => (Func<int, int>)One; }"),
            ("B.cs", "using System; using Flujo;\npublic partial class C { object B() => new object[] { (Func<int, int>)this.One, (Func<string, int>)One, (Func<int>)Two.Go }; }"),
            ("Sub/Two.cs", "using Flujo;\nstatic partial class Two { [FlujoStep] public static partial int Go(); private static int GoCore() => 1; }")));

    [Fact]
    public async Task TopLevelStatements_AreAPartOfProgram() => await _delegates.VerifyAsync(
        Project("using System; using Flujo;\nFunc<int> use = {|FLJ2002:Step|};\nuse();\npartial class Program\n{\n    [FlujoStep] static int Step() => 1;\n}\n") with { Output = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication },
        Project("using System; using Flujo;\nFunc<int> use = Step;\nuse();\npartial class Program\n{\n    [FlujoStep] private static partial int Step();\n\n    private static int StepCore() => 1;\n}\n") with { Output = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication });

    [Fact]
    public async Task BaseCall_MakesTheBaseAndItsOverridesPartial() => await VerifyAsync(
        _bases,
        """
        using Flujo;
        public class Animal
        {
            [FlujoStep("speak", MaxAttempts = 2, Kind = FlujoStepKind.Tool)]
            public virtual T Speak<T>(T x) where T : class?, new() => x;
        }
        public class Dog : Animal
        {
            /// <inheritdoc/>
            public override T Speak<T>(T y) => base.{|FLJ2003:Speak|}(y);
        }
        public sealed class Puppy : Dog
        {
            [FlujoStep("speak_up")]
            public sealed override T Speak<T>(T z) => base.{|FLJ2003:Speak|}(z);
        }
        """,
        """
        using Flujo;
        public partial class Animal
        {
            [FlujoStep("speak", MaxAttempts = 2, Kind = FlujoStepKind.Tool)]
            public virtual partial T Speak<T>(T x) where T : class?, new();

            private T SpeakCore<T>(T x) where T : class?, new() => x;
        }
        public partial class Dog : Animal
        {
            /// <inheritdoc/>
            [FlujoStep("speak", MaxAttempts = 2, Kind = FlujoStepKind.Tool)]
            public override partial T Speak<T>(T y);

            private T SpeakCore<T>(T y) where T : class?, new() => base.Speak(y);
        }
        public sealed partial class Puppy : Dog
        {
            [FlujoStep("speak_up")]
            public sealed override partial T Speak<T>(T z);

            private T SpeakCore<T>(T z) where T : class?, new() => base.Speak(z);
        }
        """);

    [Fact]
    public async Task ImplementationOfAnInterface_IsParted() => await VerifyAsync(
        _interfaces,
        """
        using System.Threading.Tasks; using Flujo;
        public interface IRanker { Task<int> RankAsync(string query); void Reset(); }
        public class Ranker : Base, IRanker
        {
            [FlujoStep]
            public async Task<int> {|FLJ2006:RankAsync|}(string query)
            {
                await Task.Yield();
                return 1;
            }

            [FlujoStep] public override string {|FLJ2006:ToString|}() => "";
        }
        public class Base { [FlujoStep] public void Reset() { } }
        public class {|FLJ2006:Other|} : Base, IReset;
        public interface IReset { void Reset(); }
        """.Replace("class Ranker", "class {|FLJ2006:Ranker|}", StringComparison.Ordinal),
        """
        using System.Threading.Tasks; using Flujo;
        public interface IRanker { Task<int> RankAsync(string query); void Reset(); }
        public partial class Ranker : Base, IRanker
        {
            [FlujoStep]
            public partial Task<int> RankAsync(string query);

            private async Task<int> RankAsyncCore(string query)
            {
                await Task.Yield();
                return 1;
            }

            [FlujoStep] public override partial string ToString();

            private string ToStringCore() => "";
        }
        public partial class Base { [FlujoStep] public partial void Reset(); private void ResetCore() { } }
        public class Other : Base, IReset;
        public interface IReset { void Reset(); }
        """);

    [Fact]
    public async Task OverrideOfAPartialStep_BecomesPartialToo() => await VerifyAsync(
        _overrides,
        """
        using Flujo;
        public partial class Importer
        {
            [FlujoStep("import_rows")] public virtual partial int Import(int x);
            private int ImportCore(int x) => x;
        }
        public class Checked : Importer
        {
            public override int {|FLJ2009:Import|}(int x) => x;
        }
        public class Twice : Checked
        {
            public override int {|FLJ2009:Import|}(int x) => x;
        }
        """,
        """
        using Flujo;
        public partial class Importer
        {
            [FlujoStep("import_rows")] public virtual partial int Import(int x);
            private int ImportCore(int x) => x;
        }
        public partial class Checked : Importer
        {
            [FlujoStep("import_rows")]
            public override partial int Import(int x);

            private int ImportCore(int x) => x;
        }
        public partial class Twice : Checked
        {
            [FlujoStep("import_rows")]
            public override partial int Import(int x);

            private int ImportCore(int x) => x;
        }
        """);

    [Theory]
    [InlineData("public class C { [FlujoStep] public int Step() => 1; int StepCore() => 2; object Use() => (Func<int>){|FLJ2002:Step|}; }")]
    [InlineData("public class C { [FlujoStep] public int Step() => 1; int StepCore(int x) => 2; object Use() => (Func<int>){|FLJ2002:Step|}; }")]
    [InlineData("public class C { [FlujoStep] public int Step() => 1; const int StepCore = 2; object Use() => (Func<int>){|FLJ2002:Step|}; }")]
    [InlineData("public class StepCore; public class C { [FlujoStep] public int Step() => 1; object Use() => (Func<int>){|FLJ2002:Step|}; }")]
    [InlineData("public class B { protected void StepCore() { } } public class C : B { [FlujoStep] public int Step() => 1; object Use() => (Func<int>){|FLJ2002:Step|}; }")]
    [InlineData("file class C { [FlujoStep] public int Step() => 1; object Use() => (Func<int>){|FLJ2002:Step|}; }")]
    [InlineData("public abstract class C { [FlujoStep] public abstract int Step(); object Use() => (Func<int>){|FLJ2002:Step|}; }")]
    [InlineData("public interface C { [FlujoStep] int Step(); object Use() => (Func<int>){|FLJ2002:Step|}; }")]
    [InlineData("public interface C { [FlujoStep] int Step() => 1; object Use() => (Func<int>){|FLJ2002:Step|}; }")]
    [InlineData("public interface I { [FlujoStep] int Step(); } public class C : I { [FlujoStep] public int Step() => 1; object Use() => (Func<int>){|FLJ2002:Step|}; }")]
    [InlineData("public partial class C { [FlujoStep] public partial int Step(); public partial int Step() => 1; object Use() => (Func<int>){|FLJ2002:Step|}; }")]
    [InlineData("public class C { [FlujoStep] public virtual int Step() => 1; object Use() => (Func<int>){|FLJ2002:Step|}; } public class D : C { public override int Step() => 2; int StepCore() => 3; }")]
    [InlineData("public class C { [FlujoStep] public virtual int Step() => 1; object Use() => (Func<int>){|FLJ2002:Step|}; public class D : C { public override int Step() => 2; } }")]
    [InlineData("public class C { [FlujoStep]\n#if !NEVER\n public int Step() => 1;\n#endif\n object Use() => (Func<int>){|FLJ2002:Step|}; }")]
    [InlineData("public class C { [FlujoStep] public int Step()\n#pragma warning disable CS0168\n { return 1; } object Use() => (Func<int>){|FLJ2002:Step|}; }")]
    public async Task StepThatCannotBeParted_NoFix(string members) => await _delegates.VerifyNoFixAsync(Project(Usings + members));

    [Fact]
    public async Task SignatureThatDoesNotCompile_NoFix() => await _interfaces.VerifyNoFixAsync(Project(
        "using Flujo;\npublic interface I { void Step({|CS0246:Missing|} x); }\npublic class C : I { [FlujoStep] public void {|FLJ2006:Step|}({|CS0246:Missing|} x) { } }"));

    [Fact]
    public async Task ExplicitImplementation_NoFix() => await _interfaces.VerifyNoFixAsync(Project(
        "using Flujo;\npublic interface I { int Step(); }\npublic class C : I { [FlujoStep] int I.{|FLJ2006:Step|}() => 1; }"));

    [Fact]
    public async Task DirectivesAroundAMethod_StayAroundBothHalves() => await VerifyAsync(
        _delegates,
        "using System; using Flujo;\nclass C\n{\n#if !NEVER\n    [FlujoStep] public int Step()\n    {\n#if NEVER\n        return 2;\n#else\n        return 1;\n#endif\n    }\n#else\n    [FlujoStep] public int Step() => 3;\n#endif\n    object Use() => (Func<int>){|FLJ2002:Step|};\n}\n",
        "using System; using Flujo;\npartial class C\n{\n#if !NEVER\n    [FlujoStep] public partial int Step();\n\n    private int StepCore()\n    {\n#if NEVER\n        return 2;\n#else\n        return 1;\n#endif\n    }\n#else\n    [FlujoStep] public int Step() => 3;\n#endif\n    object Use() => (Func<int>)Step;\n}\n");

    private static Task VerifyAsync(CodeFixVerifier verifier, string before, string after) => verifier.VerifyAsync(Project(before), Project(after));

    private static SourceCompilation Project(string source) => Project(("Program.cs", source));

    private static SourceCompilation Project(params (string Path, string Text)[] files) => new()
    {
        Files = files.ToDictionary(file => file.Path, file => file.Text),
        References = [References.Runtime],
        Generator = new FlujoGenerator(),
    };
}
