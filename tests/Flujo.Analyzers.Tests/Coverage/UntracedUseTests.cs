using Flujo.Analyzers.Coverage;
using Flujo.Generators;
using Flujo.Testing;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Flujo.Analyzers.Tests.Coverage;

/// <summary>FLJ2002 to FLJ2005 and FLJ2007: each use of a step that is not traced is said once, by one rule, at its name.</summary>
public sealed class UntracedUseTests
{
    private readonly AnalyzerVerifier _verifier = new(
        new StepIsNotUsedAsDelegate(), new StepIsNotCalledThroughBase(), new StepIsNotCalledInExpressionTree(), new StepIsNotCalledThroughDynamic(), new StepIsCalledByName());

    [Theory]
    [InlineData("Func<int, int> f = {|FLJ2002:Step|};")]
    [InlineData("Func<int, int> f = new({|FLJ2002:Step|}), g = new Func<int, int>(this.{|FLJ2002:Step|});")]
    [InlineData("var f = other.{|FLJ2002:Step|};")]
    [InlineData("Use({|FLJ2002:Step|}); Use(x => x);")]
    [InlineData("Func<int, int> f = null!; f += {|FLJ2002:Step|}; f -= {|FLJ2002:Step|};")]
    [InlineData("bool b = (Func<int, int>){|FLJ2002:Step|} == other.{|FLJ2002:Step|};")]
    [InlineData("var f = C.{|FLJ2002:Static|}<int>;")]
    [InlineData("unsafe { delegate*<int, int> p = &{|FLJ2002:Pointed|}; }")]
    [InlineData("var all = new[] { 1 }.Select({|FLJ2002:Step|}).Where(x => x > 0);")]
    [InlineData("var f = \"\".{|FLJ2002:Extended|};")]
    [InlineData("Func<Func<int, int>> f = () => {|FLJ2002:Step|};")]
    [InlineData("Func<int, int> f = other is null ? {|FLJ2002:Step|} : other.{|FLJ2002:Step|};")]
    public async Task Delegate_Triggers(string body) => await _verifier.VerifyAsync(Class(body));

    [Theory]
    [InlineData("var name = nameof(Step) + nameof(other.Step);")]
    [InlineData("Func<int, int> f = x => Step(x); Func<int, int> g = Plain;")]
    [InlineData("Step(1); this.Step(2); other?.Step(3); Static(4); \"\".Extended(5);")]
    [InlineData("int Step(int x) => x; Func<int, int> f = Step;")]
    [InlineData("Func<int, int> Step = x => x; Use(Step);")]
    public async Task CallsAndNames_DoNotTrigger(string body) => await _verifier.VerifyAsync(Class(body));

    [Fact]
    public async Task BaseCall_Triggers_AndACallOfTheOverrideDoesNot() => await _verifier.VerifyAsync("""
        using Flujo;
        class B { [FlujoStep] public virtual int Step(int x) => x; [FlujoStep] protected void Other() { } public void Plain() { } }
        class D : B
        {
            public override int Step(int x) { base.Plain(); base.{|FLJ2003:Other|}(); Other(); return base.{|FLJ2003:Step|}(x) + this.Step(x - 1); }
            System.Func<int> F() => () => base.{|FLJ2003:Step|}(2);
        }
        """);

    [Theory]
    [InlineData("Expression<Func<int, int>> f = x => {|FLJ2004:Step|}(x) + Plain(x);")]
    [InlineData("Expression<Func<Func<int, int>>> f = () => x => {|FLJ2004:Step|}(x);")]
    [InlineData("var q = from x in new[] { 1 }.AsQueryable() where {|FLJ2004:Step|}(x) > 1 select {|FLJ2004:Step|}(x);")]
    [InlineData("Func<int, int> f = x => Step(x); var q = from x in new[] { 1 } where Step(x) > 1 select x;")]
    public async Task ExpressionTree_Triggers_AndADelegateDoesNot(string body) => await _verifier.VerifyAsync(Class(body));

    [Theory]
    [InlineData("dynamic late = other; late.{|FLJ2005:Step|}(1);")]
    [InlineData("dynamic late = 1; {|FLJ2005:Step|}(late); other.{|FLJ2005:Step|}(late);")]
    [InlineData("dynamic late = other; late?.{|FLJ2005:Step|}(1);")]
    [InlineData("dynamic late = other; late.Step(); late.Step(1, 2); late.Plain(1); late.Nothing(1); Plain(late);")]
    public async Task Dynamic_Triggers_WhereNameAndCountOfArgumentsFit(string body) => await _verifier.VerifyAsync(Class(body));

    [Theory]
    [InlineData("{|FLJ2007:foreach|} (var x in new Steps()) { }")]
    [InlineData("var all = new Steps { {|FLJ2007:1|} };")]
    [InlineData("{|FLJ2007:var|} (a, b) = new Steps();")]
    [InlineData("bool b = new Steps() is {|FLJ2007:(|}1, 2);")]
    public async Task ImplicitCalls_Trigger(string body) => await _verifier.VerifyAsync(Class(body));

    [Fact]
    public async Task ReceiverThatIsATypeParameter_Triggers_AndItsBaseTypeDoesNot() => await _verifier.VerifyAsync("""
        using Flujo;
        interface ILoader { [FlujoStep] void Load(); [FlujoStep] static abstract void Make(); }
        static class C
        {
            static void Use<T>(T x) where T : ILoader { x.{|FLJ2007:Load|}(); x?.{|FLJ2007:Load|}(); ((ILoader)x).Load(); T.{|FLJ2007:Make|}(); }
        }
        """);

    [Fact]
    public async Task TypesThatGeneratedCodeCannotName_Trigger() => await _verifier.VerifyAsync("""
        using Flujo;
        class C
        {
            private class Hidden { }
            [FlujoStep] void Load(Hidden x) { }
            [FlujoStep] void Load(C x) { }
            void Use() { {|FLJ2007:Load|}(new Hidden()); Load(this); }
        }
        file class F { [FlujoStep] public void Load() { } public void Use() => {|FLJ2007:Load|}(); }
        """);

    [Fact]
    public async Task CallsThatTheRuntimeMakes_Trigger() => await _verifier.VerifyAsync(SourceCompilation.Of("""
        using Flujo;
        static class C
        {
            [FlujoStep] static void {|FLJ2007:Main|}() => Load();
            [FlujoStep] static void Load() { }
            [FlujoStep] [System.Runtime.CompilerServices.ModuleInitializer] internal static void {|FLJ2007:Begin|}() { }
        }
        """, References.Runtime) with { Output = OutputKind.ConsoleApplication });

    [Fact]
    public async Task CallsInFilesThatAreAlike_Trigger()
    {
        // Legal twice: local to its file.
        const string Alike = "file class C { void Use() => S.{|FLJ2007:Load|}(); }";

        await _verifier.VerifyAsync(new SourceCompilation
        {
            Files = new Dictionary<string, string>
            {
                ["S.cs"] = "public static class S { [Flujo.FlujoStep] public static void Load() { } }",
                ["A.cs"] = Alike,
                ["B.cs"] = Alike,
                ["C.cs"] = Alike.Replace("{|FLJ2007:Load|}", "Load", StringComparison.Ordinal) + " ",
            },
            References = [References.Runtime],
        });
    }

    [Fact]
    public async Task PartialStep_IsTracedHoweverItIsUsed() => await _verifier.VerifyAsync(SourceCompilation.Of("""
        using System; using System.Linq.Expressions; using Flujo;
        public partial class C
        {
            [FlujoStep] public virtual partial int Step(int x);
            private int StepCore(int x) => x;
            object Use(dynamic late) { Expression<Func<int>> tree = () => Step(1); Func<int, int> f = Step; return late.Step(2) + tree + f; }
            int Generic<T>(T x) where T : C => x.Step(3);
        }
        public class D : C { int Use() => base.Step(4); }
        """, References.Runtime) with { Generator = new FlujoGenerator() });

    [Fact]
    public async Task WhereTheBuildSwitchesTracingOff_NothingTriggers() => await _verifier.VerifyAsync(
        SourceCompilation.Of(Class("Func<int, int> f = Step;"), References.Runtime) with { Properties = new Dictionary<string, string> { ["FlujoEnabled"] = "false" } });

    [Fact]
    public async Task WhereNothingIsIntercepted_OneRuleSpeaksForAll() => await _verifier.VerifyAsync(
        SourceCompilation.Of(Class("Func<int, int> f = Step;"), References.Runtime) with { InterceptorsNamespaces = null });

    [Fact]
    public async Task Messages_SayWhatAndWhy()
    {
        var found = await _verifier.VerifyAsync(Class("Func<int, int> f = {|FLJ2002:Step|}; Expression<Func<int>> g = () => {|FLJ2004:Step|}(1);"));

        Assert.Equal(
            [
                "'C.Step(int)' is not traced here: the step is used as a delegate or method group; make it partial",
                "This call of 'C.Step(int)' is not traced: the call stands in an expression tree",
            ],
            found.Select(each => each.GetMessage()));
    }

    private static string Class(string body) => $$"""
        using System; using System.Collections; using System.Collections.Generic; using System.Linq; using System.Linq.Expressions; using Flujo;
        class C
        {
            [FlujoStep] public int Step(int x) => x;
            [FlujoStep] public static T Static<T>(T x) => x;
            [FlujoStep] public static int Pointed(int x) => x;
            public int Plain(int x) => x;
            void Use(Func<int, int> f) { }
            void M(C other) { {{body}} }
        }
        class Steps : IEnumerable
        {
            [FlujoStep] public void Add(int x) { }
            [FlujoStep] public void Deconstruct(out int a, out int b) => a = b = 1;
            [FlujoStep] public IEnumerator GetEnumerator() => throw null!;
        }
        static class Extensions { [FlujoStep] public static int Extended(this string text, int x) => x; }
        """;
}
