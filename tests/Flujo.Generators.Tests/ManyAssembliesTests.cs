using Flujo.Testing;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Flujo.Generators.Tests;

/// <summary>Projects that refer to each other.</summary>
public sealed class ManyAssembliesTests
{
    private const string Library = """
        using System.Runtime.CompilerServices;
        using Flujo;
        [assembly: InternalsVisibleTo("Program")]
        namespace Shop;
        public class Cart
        {
            [FlujoStep] public virtual int Add(int x) => Check(x);
            [FlujoStep] internal int Check(int x) => x;
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

    // To come: for now a step is only traced where it is declared.
    [Fact]
    public void StepsOfAReferencedAssembly_AreLeftAlone()
    {
        GeneratorRun run = Generated.From(Using("""
            using Flujo;
            public class Big : Shop.Cart, Shop.INamed
            {
                public override int Add(int x) => 2;
                public string Name() => "";
                [FlujoStep] public static int Check(string x) => 3;
            }
            public static class Program
            {
                public static int Run(Big big, Shop.INamed named) => big.Add(1) + named.Name().Length + new Shop.Cart().Add(2) + new Shop.Cart().Check(3);
            }
            """));

        LoadedProgram.Emit(run.Output);
        Assert.Equal(["FlujoSteps.g.cs"], run.Files.Keys);
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

    private static SourceCompilation Using(string source, params string[] aliases)
    {
        GeneratorRun library = Generated.From(Generated.Project(("Cart.cs", Library)) with { AssemblyName = "Library" });
        MetadataReference reference = MetadataReference.CreateFromImage(LoadedProgram.Emit(library.Output)).WithAliases(aliases);
        return SourceCompilation.Of(source, References.Runtime, reference);
    }
}
