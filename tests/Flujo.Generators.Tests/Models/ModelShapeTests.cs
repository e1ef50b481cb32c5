using System.Collections.Immutable;
using System.Reflection;
using Flujo.Generators.Models;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Flujo.Generators.Tests.Models;

/// <summary>
/// Models are immutable, compared by value, and hold nothing that keeps a compilation alive. Caching rests on that, and
/// one careless member would undo it without any other test noticing.
/// </summary>
public sealed class ModelShapeTests
{
    public static TheoryData<string> Models => [.. ModelTypes().Select(type => type.Name)];

    [Fact]
    public void ThereAreModels() => Assert.True(ModelTypes().Count() >= 8);

    [Theory]
    [MemberData(nameof(Models))]
    public void Model_HasOnlyPlainMembers(string model)
    {
        foreach (FieldInfo field in Fields(model))
            Assert.True(IsPlain(field.FieldType), $"{model}.{field.Name} is a {field.FieldType}");
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Model_IsImmutableAndEquatable(string model)
    {
        Type type = ModelTypes().Single(each => each.Name == model);

        Assert.True(type.IsAssignableTo(typeof(IEquatable<>).MakeGenericType(type)), $"{model} is not equatable");
        Assert.All(Fields(model), field => Assert.True(field.IsInitOnly, $"{model}.{field.Name} can be changed"));
    }

    [Fact]
    public void EquatableArrays_AreEqualByElements()
    {
        EquatableArray<string> array = new[] { "a", "b" }.ToEquatableArray();

        Assert.Equal(new[] { "a", "b" }.ToEquatableArray(), array);
        Assert.Equal(new[] { "a", "b" }.ToEquatableArray().GetHashCode(), array.GetHashCode());
        Assert.NotEqual(new[] { "b", "a" }.ToEquatableArray(), array);
        Assert.NotEqual(new[] { "a" }.ToEquatableArray(), array);
        Assert.Equal(default, ImmutableArray<string>.Empty.ToEquatableArray());
    }

    private static IEnumerable<Type> ModelTypes() => typeof(MethodModel).Assembly.GetTypes()
        .Where(type => type.Namespace == typeof(MethodModel).Namespace && type.IsClass && !type.IsNested && !(type.IsAbstract && type.IsSealed));

    private static FieldInfo[] Fields(string model) => ModelTypes().Single(type => type.Name == model)
        .GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);

    private static bool IsPlain(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return IsPlain(underlying);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(EquatableArray<>))
            return IsPlain(type.GetGenericArguments()[0]);
        return type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(InterceptableLocation) || ModelTypes().Contains(type);
    }
}
