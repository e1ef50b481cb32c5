using Flujo.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Emit;
using Xunit;

namespace Flujo.Generators.Tests;

/// <summary>Projects that refer to each other.</summary>
public sealed class ManyAssembliesTests
{
    private const string Library = """
        using System.Collections.Generic;
        using System.Runtime.CompilerServices;
        using Flujo;
        [assembly: InternalsVisibleTo("Program")]
        namespace Shop;
        public partial class Cart
        {
            [FlujoStep] public virtual int Add(int x) => Check(x);
            [FlujoStep] internal int Check(int x) => x;
            [FlujoStep] protected int Guarded(int x) => x;
            [FlujoStep] public IEnumerable<int> Count(int to) { for (int i = 0; i < to; i++) yield return i; }
            [FlujoStep] public IEnumerable<int> Stored() => [1];
            [FlujoStep] public partial int Half(int x);
            private int HalfCore(int x) => x / 2;
        }
        public interface INamed { [FlujoStep] string Name(); }
        """;

    [Fact]
    public void FriendAssemblyWithStepsOfItsOwn_Compiles()
    {
        GeneratorRun run = Generated.From(Using("""
            using Flujo;
            public static class Program
            {
                [FlujoStep] private static int Own(Shop.Cart cart) => cart.Check(1) + cart.Add(2);
                public static int Run() => Own(new Shop.Cart());
            }
            """));

        LoadedProgram.Emit(run.Output);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task StepsOfAReferencedAssembly_AreTracedOnce(bool byReferenceAssembly)
    {
        GeneratorRun library = LibraryRun();
        byte[] image = LoadedProgram.Emit(library.Output);
        MetadataReference reference = MetadataReference.CreateFromImage(byReferenceAssembly ? MetadataOnly(library) : image);
        GeneratorRun run = Generated.From(SourceCompilation.Of("""
            using System;
            using System.Collections.Generic;
            using System.Linq;
            using Flujo;
            public class Big : Shop.Cart, Shop.INamed
            {
                public override int Add(int x) => base.Add(x) + Guarded(1);
                public string Name() => "";
                [FlujoStep] public static int Check(string x) => 3;
            }
            public static class Program
            {
                public static void Run()
                {
                    var big = new Big();
                    Shop.INamed named = big;
                    Console.WriteLine(big.Add(1) + named.Name().Length + new Shop.Cart().Add(2) + new Shop.Cart().Check(3) + Big.Check("x"));
                    Console.WriteLine(big.Count(2).Sum() + big.Half(3) + big.Stored().Count());
                    Func<int, int> half = big.Half;
                    Console.WriteLine(half(4));
                }
            }
            """, References.Runtime, reference));
        byte[] program = LoadedProgram.Emit(run.Output);
        using LoadedProgram traced = LoadedProgram.Load(program, image);

        (ProgramOutcome outcome, string tree) = await RecordedProgram.RunAsync(traced);

        Assert.Null(outcome.Error);
        Assert.Equal("""
            add (completed)
              check (completed)
              guarded (completed)
            name (completed)
            add (completed)
              check (completed)
            check (completed)
            check (completed)
            count (completed) items=2
            half (completed)
            stored (completed)
            half (completed)

            """, tree);
    }

    [Fact]
    public void TypeBehindAnExternAlias_IsLeftAlone()
    {
        GeneratorRun run = Generated.From(Using("""
            extern alias shop;
            using Flujo;
            public static class Program
            {
                [FlujoStep] private static int Price(shop::Shop.Cart? cart) => 1;
                [FlujoStep] private static int Count(System.Collections.Generic.List<shop::Shop.Cart> carts) => 1;
                public static int Run() => Price(null) + Count([]);
            }
            """, "shop"));

        LoadedProgram.Emit(run.Output);
        Assert.Equal(["FlujoSteps.g.cs"], run.Files.Keys);
    }

    [Fact]
    public void ReferencedAssemblyThatGainsAStep_IsLookedAtAnew()
    {
        const string Program = "using Shop; public static class Program { public static int Run(Cart cart) => cart.Sum(1) + cart.Add(1); }";
        const string More = """
            namespace Shop;
            public static class More { [Flujo.FlujoStep] public static int Sum(this Cart cart, int x) => x; }
            public class Cart { [Flujo.FlujoStep] public int Add(int x) => x; }
            """;
        SourceCompilation before = SourceCompilation.Of(Program, References.Runtime, Reference(More.Replace("[Flujo.FlujoStep] public static", "public static", StringComparison.Ordinal)));
        GeneratorRun run = Generated.From(before);

        SourceCompilation after = before with { References = [References.Runtime, Reference(More)] };
        GeneratorRun edited = Generated.Harness.Edit(run, after);

        Assert.Equal("Calls ImplementationSourceOutput Interceptors Invocations ReferencedSteps StepNames", string.Join(' ', edited.StagesThatRan));
        Assert.Equal(Generated.From(after).Text, edited.Text);
        Assert.DoesNotContain("More.Sum", run.Text, StringComparison.Ordinal);
        Assert.Contains("More.Sum", edited.Text, StringComparison.Ordinal);
    }

    private static SourceCompilation Using(string source, params string[] aliases)
    {
        return SourceCompilation.Of(source, References.Runtime, Reference(Library).WithAliases(aliases));
    }

    private static MetadataReference Reference(string library) => MetadataReference.CreateFromImage(LoadedProgram.Emit(LibraryRun(library).Output));

    private static GeneratorRun LibraryRun(string library = Library) =>
        Generated.From(Generated.Project(("Cart.cs", library)) with { AssemblyName = "Library" });

    /// <summary>What the SDK hands to a project that refers to another one.</summary>
    private static byte[] MetadataOnly(GeneratorRun run)
    {
        using var image = new MemoryStream();
        Assert.True(run.Output.Emit(image, options: new EmitOptions(metadataOnly: true, includePrivateMembers: false)).Success);
        return image.ToArray();
    }
}
