using Flujo.Rules;
using Flujo.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Flujo.Generators.Tests.Rules;

/// <summary>What is a step of the partial form, and what its core must be like.</summary>
public sealed class PartialFormTests
{
    public static TheoryData<string, string, string?> Members => new()
    {
        // the step, what stands beside it, the reason
        { "partial int Step(int x);", "int StepCore(int y) => 1;", "None" },
        { "partial int Step(int x);", "int StepCore(int x, int y) => 1; int StepCore(int x) => 1;", "None" },
        { "partial Task<T> Step<T>(T x, List<T[]> y);", "async Task<U> StepCore<U>(U x, List<U[]> y) => x;", "None" },
        { "partial string? Step(string? x);", "string StepCore(string x) => x;", "None" },
        { "partial void Step<T>(T x) where T : class, IComparable<T>;", "void StepCore<U>(U x) where U : IComparable<U> { }", "None" },
        { "partial void Step<T>(T x) where T : struct;", "void StepCore<U>(U x) where U : new() { }", "None" },
        { "partial IAsyncEnumerable<int> Step(int x);", "async IAsyncEnumerable<int> StepCore(int x) { yield return x; }", "None" },
        { "partial Span<int> Step(scoped Span<int> x);", "Span<int> StepCore(scoped Span<int> x) => default;", "None" },
        { "partial int Step(int x);", "int StepCore<T>(int x) => 1;", "CoreTypeParameters" },
        { "partial int Step(int x);", "int StepCore => 1;", null },
        { "partial int Step(int x);", "int StepCore(long x) => 1;", "CoreParameters" },
        { "partial int Step(int x);", "int StepCore(ref int x) => 1;", "CoreParameters" },
        { "partial int Step(scoped Span<int> x);", "int StepCore(Span<int> x) => 1;", "CoreParameters" },
        { "partial int Step(int x);", "long StepCore(int x) => 1;", "CoreReturnType" },
        { "partial int Step(int x);", "static int StepCore(int x) => 1;", "CoreStatic" },
        { "partial int Step(int x);", "long StepCore(int x, int y) => 1; static int StepCore(int x) => 1;", "CoreStatic" },
        { "partial void Step<T>(T x);", "void StepCore<U>(U x) where U : class { }", "CoreConstraints" },
        { "partial void Step<T>(T x) where T : IComparable<T>;", "void StepCore<U>(U x) where U : IComparable<int> { }", "CoreConstraints" },
        { "partial void Step(int x);", "async void StepCore(int x) => await Task.Yield();", "CoreAsyncVoid" },
        { "partial void Step(int x);", "[System.Diagnostics.Conditional(\"DEBUG\")] void StepCore(int x) { }", "CoreNotCallable" },
        { "partial void Step(int x);", "[Obsolete(\"\", true)] void StepCore(int x) { }", "CoreNotCallable" },
        { "partial int Step(int x);", "", null },
        { "partial int Step(int x); public partial int Step(int x) => 1;", "int StepCore(int x) => 1;", null },
        { "int Step(int x) => 1;", "int StepCore(int x) => 1;", null },
    };

    [Theory]
    [MemberData(nameof(Members))]
    public void MethodAndWhatStandsBesideIt_GiveTheForm(string step, string beside, string? reason)
    {
        IMethodSymbol method = Step($"public partial class Steps {{ [FlujoStep] public {step} {beside} }}");

        Assert.Equal(reason, PartialForm.Find(method)?.Misfit.ToString());
        Assert.Equal(reason == "None", PartialForm.TracesItself(method));
    }

    [Theory]
    [InlineData("public class Steps { [FlujoStep] public partial int Step(); private int StepCore() => 1; }", "PartialInWholeType")]
    [InlineData("public class Outer { public partial class Steps { [FlujoStep] public partial int Step(); private int StepCore() => 1; } }", "PartialInWholeType")]
    [InlineData("file partial class Steps { [FlujoStep] public partial int Step(); private int StepCore() => 1; }", "PartialInFileType")]
    [InlineData("public partial struct Steps { [FlujoStep] public readonly partial int Step(); private int StepCore() => 1; }", "CoreReadOnly")]
    [InlineData("public partial struct Steps { [FlujoStep] public readonly partial int Step(); private readonly int StepCore() => 1; }", "None")]
    [InlineData("public partial interface Steps { [FlujoStep] public partial int Step(); private int StepCore() => 1; }", "None")]
    [InlineData("public partial class Steps { [FlujoPipeline(\"x\")] public partial int Step(); private int StepCore() => 1; }", "None")]
    [InlineData("public partial class Steps { public partial int Step(); private int StepCore() => 1; }", null)]
    public void TypeAroundIt_GivesTheForm(string source, string? reason) => Assert.Equal(reason, PartialForm.Find(Step(source))?.Misfit.ToString());

    [Theory]
    [InlineData("[FlujoStep] public partial int Step();", true)]
    [InlineData("[FlujoStep] private partial void Step();", true)]
    [InlineData("[FlujoStep] partial void Step();", false)]
    [InlineData("public partial int Step();", false)]
    [InlineData("[FlujoStep] public partial int Step(); public partial int Step() => 1;", false)]
    [InlineData("[FlujoStep] public partial int Step(); private int StepCore() => 1;", false)]
    [InlineData("[FlujoStep] public partial int Step(); private long StepCore() => 1;", false)]
    public void NobodyWroteABody_CoreIsMissing(string members, bool isMissing) =>
        Assert.Equal(isMissing, PartialForm.LacksCore(Step($"public partial class Steps {{ {members} }}")));

    [Theory]
    [InlineData("public override int Step() => 1;", true)]
    [InlineData("public new int Step() => 1;", false)]
    public void OverrideOfAPartialStep_FindsIt(string member, bool isOverride)
    {
        IMethodSymbol method = Step($$"""
            public partial class Base { [FlujoStep] public virtual partial int Step(); private int StepCore() => 1; }
            public class Steps : Base { {{member}} }
            """);

        Assert.Equal(isOverride ? "Base" : null, PartialForm.FindTracedBase(method)?.ContainingType.Name);
    }

    private static IMethodSymbol Step(string source)
    {
        CSharpCompilation compilation = Generated.Project("using System; using System.Collections.Generic; using System.Threading.Tasks; using Flujo;\n" + source).Build();
        INamedTypeSymbol type = compilation.GetSymbolsWithName("Steps", SymbolFilter.Type, TestContext.Current.CancellationToken).OfType<INamedTypeSymbol>().Single();
        return StepRules.CalledMethod(type.GetMembers("Step").OfType<IMethodSymbol>().First());
    }
}
