using System.Globalization;
using Flujo.Recording;
using Xunit;

namespace Flujo.Runtime.Tests.Storage;

public sealed class UsageAmountTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("0.000000000001", 1)]
    [InlineData("0.0000000000005", 0)]
    [InlineData("0.0000000000015", 2)]
    [InlineData("0.0000000000025", 2)]
    [InlineData("0.00000000000250000001", 3)]
    [InlineData("-0.0000000000015", -2)]
    [InlineData("1.5", 1_500_000_000_000)]
    [InlineData("79228162514264337593543950335", 1_000_000_000_000_000_000)]
    [InlineData("-79228162514264337593543950335", -1_000_000_000_000_000_000)]
    public void Cost_IsRoundedHalfToEven(string usd, long units) =>
        Assert.Equal(units, UsageAmount.ToUnits(decimal.Parse(usd, CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData(1, 2, 3)]
    [InlineData(long.MaxValue, 1, long.MaxValue)]
    [InlineData(long.MaxValue, long.MaxValue, long.MaxValue)]
    [InlineData(long.MinValue, -1, long.MinValue)]
    [InlineData(long.MaxValue, long.MinValue, -1)]
    public void Sum_NeverOverflows(long one, long other, long sum) => Assert.Equal(sum, UsageAmount.Sum(one, other));

    [Fact]
    public void UnknownCost_StaysUnknown() => Assert.Null(UsageAmount.ToUnits(null));
}
