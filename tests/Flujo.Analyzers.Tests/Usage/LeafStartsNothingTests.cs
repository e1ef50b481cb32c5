using Flujo.Analyzers.Usage;
using Flujo.Generators;
using Flujo.Testing;
using Xunit;

namespace Flujo.Analyzers.Tests.Usage;

public sealed class LeafStartsNothingTests
{
    private readonly AnalyzerVerifier _verifier = new(new LeafStartsNothing());

    [Theory]
    [InlineData("{|FLJ4003:Save|}();")]
    [InlineData("this.{|FLJ4003:Save|}();")]
    [InlineData("((C?)this)?.{|FLJ4003:Save|}();")]
    [InlineData("{|FLJ4003:Import|}();")]
    [InlineData("""using var run = FlujoTrace.{|FLJ4003:StartRun|}("x");""")]
    [InlineData("""using var loop = FlujoTrace.{|FLJ4003:StartLoop|}("x"); using var one = FlujoTrace.{|FLJ4003:StartIteration|}(1);""")]
    [InlineData("""FlujoTrace.{|FLJ4003:RunAsync|}("x", run => Task.FromResult(1));""")]
    [InlineData("Task.{|FLJ4003:Run|}(() => { });")]
    [InlineData("Task.Factory.{|FLJ4003:StartNew|}(() => { });")]
    [InlineData("Parallel.{|FLJ4003:For|}(0, 3, i => { });")]
    [InlineData("Parallel.{|FLJ4003:ForEach|}(new[] { 1 }, i => { });")]
    [InlineData("System.Threading.ThreadPool.{|FLJ4003:QueueUserWorkItem|}(_ => { });")]
    [InlineData("new System.Threading.Thread(() => { }).{|FLJ4003:Start|}();")]
    [InlineData("using var timer = {|FLJ4003:new|} System.Threading.Timer(_ => { });")]
    [InlineData("System.Linq.ParallelEnumerable.{|FLJ4003:AsParallel|}(new[] { 1 });")]
    [InlineData("Task.CompletedTask.{|FLJ4003:ContinueWith|}(_ => { });")]
    [InlineData("System.Func<Task> f = async () => {|FLJ4003:await|} Task.Yield();")]
    [InlineData("void Local() { {|FLJ4003:Save|}(); } Local();")]
    public async Task Breach_Triggers(string body) => await _verifier.VerifyAsync(Leaf(body));

    [Theory]
    [InlineData("Plain();")]
    [InlineData("""FlujoTrace.Current.SetAttribute("a", 1); FlujoTrace.Current.AddEvent("x");""")]
    [InlineData("var thread = System.Threading.Thread.CurrentThread; var done = Task.FromResult(1);")]
    [InlineData("var name = nameof(Save);")]
    [InlineData("lock (this) { }")]
    public async Task LeafWork_DoesNotTrigger(string body) => await _verifier.VerifyAsync(Leaf(body));

    [Fact]
    public async Task StepsThatAreNoLeaves_DoNotTrigger() =>
        await _verifier.VerifyAsync(Leaf("Save();").Replace("Leaf = true", "Leaf = false", StringComparison.Ordinal));

    [Fact]
    public async Task AwaitsOfEveryForm_Trigger() => await _verifier.VerifyAsync("""
        using Flujo;
        using System.Collections.Generic;
        using System.Threading.Tasks;
        class C
        {
            [FlujoStep(Leaf = true)] async Task Load(IAsyncEnumerable<int> all, System.IAsyncDisposable one)
            {
                {|FLJ4003:await|} Task.Yield();
                {|FLJ4003:await|} foreach (int each in all) { }
                {|FLJ4003:await|} using (one) { }
                {|FLJ4003:await|} using var two = one;
            }
        }
        """);

    [Fact]
    public async Task Override_KeepsThePromiseOfItsBase() => await _verifier.VerifyAsync("""
        using Flujo;
        class A { [FlujoStep(Leaf = true)] public virtual void Load() { } [FlujoStep] public void Save() { } }
        class B : A { public override void Load() => {|FLJ4003:Save|}(); }
        """);

    [Fact]
    public async Task CoreOfAPartialLeaf_Triggers() => await _verifier.VerifyAsync(SourceCompilation.Of("""
        using Flujo;
        partial class C
        {
            [FlujoStep(Leaf = true)] public partial void Load();
            private void LoadCore() => {|FLJ4003:Save|}();
            [FlujoStep] public void Save() { }
            private void SaveCore() => Save();
        }
        """, References.Runtime) with { Generator = new FlujoGenerator() });

    [Fact]
    public async Task Message_NamesTheBreach()
    {
        var found = await _verifier.VerifyAsync(Leaf("{|FLJ4003:Save|}(); Task.{|FLJ4003:Run|}(() => { });"));

        Assert.StartsWith("'Load' is a leaf, and calls the step 'Save':", found[0].GetMessage(), StringComparison.Ordinal);
        Assert.StartsWith("'Load' is a leaf, and hands work to another thread:", found[1].GetMessage(), StringComparison.Ordinal);
    }

    private static string Leaf(string body) => $$"""
        using Flujo;
        using System.Threading.Tasks;
        class C
        {
            [FlujoStep(Leaf = true)] void Load() { {{body}} }
            [FlujoStep] void Save() { }
            [FlujoPipeline("import")] void Import() { }
            void Plain() { }
        }
        """;
}
