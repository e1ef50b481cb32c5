using Flujo.Generators.Emitting;
using Flujo.Generators.Parsing;
using Xunit;

namespace Flujo.Generators.Tests.Parsing;

public sealed class SourcePathTests
{
    [Theory]
    [InlineData("/src/app/Program.cs", "/src/app/", "Program.cs")]
    [InlineData("/src/app/Orders/Cart.cs", "/src/app", "Orders/Cart.cs")]
    [InlineData("/src/shared/Cart.cs", "/src/app/", "../shared/Cart.cs")]
    [InlineData("/src/application/Cart.cs", "/src/app/", "../application/Cart.cs")]
    [InlineData("/other/Cart.cs", "/src/app/", "../../other/Cart.cs")]
    [InlineData(@"C:\src\app\Orders\Cart.cs", @"C:\src\app\", "Orders/Cart.cs")]
    [InlineData(@"D:\shared\Cart.cs", @"C:\src\app\", "D:/shared/Cart.cs")]
    [InlineData("/src/app/Cart.cs", "", "/src/app/Cart.cs")]
    [InlineData("Cart.cs", "/src/app/", "Cart.cs")]
    [InlineData("", "/src/app/", "")]
    public void Path_IsRelativeToTheProject(string path, string project, string expected) =>
        Assert.Equal(expected, SourcePath.Relative(path, project));

    [Fact]
    public void HintNames_DifferWherePathsDo()
    {
        string[] paths = ["Cart.cs", "cart.cs", "Orders/Cart.cs", "../Cart.cs", "Orders_Cart.cs", "Cart.g.cs", "Cärt.cs", "", "a b.cs"];

        Assert.Equal(paths.Length, paths.Select(HintName.OfCalls).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void HintName_IsTheSameForEver() => Assert.Equal("Cart.30ab3ce4fbe34525.FlujoCalls.g.cs", HintName.OfCalls("Orders/Cart.cs"));
}
