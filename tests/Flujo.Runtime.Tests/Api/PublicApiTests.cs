using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using Xunit;

namespace Flujo.Runtime.Tests.Api;

/// <summary>Compares the public API with PublicApi.verified.txt. FLUJO_ACCEPT=1 writes the file anew; where CI=true that is refused.</summary>
public sealed class PublicApiTests
{
    private const string FileName = "PublicApi.verified.txt";
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Fact]
    public void PublicApi_IsAsAccepted()
    {
        // Read from beside the tests: where CI builds, the compiler maps the path of this file to one that is none.
        string accepted = Path.Combine(AppContext.BaseDirectory, "Api", FileName);
        string actual = Describe(typeof(FlujoTrace).Assembly);
        if (Environment.GetEnvironmentVariable("FLUJO_ACCEPT") == "1")
        {
            Assert.NotEqual("true", Environment.GetEnvironmentVariable("CI"));
            File.WriteAllText(Path.Combine(Path.GetDirectoryName(ThisFile())!, FileName), actual);
            File.WriteAllText(accepted, actual);
        }

        Assert.True(File.Exists(accepted), $"FLUJO_ACCEPT=1 writes {FileName}");
        Assert.Equal(File.ReadAllText(accepted).ReplaceLineEndings("\n").Split('\n'), actual.Split('\n'));
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;

    private static string Describe(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (Type type in assembly.GetExportedTypes().OrderBy(static type => type.FullName, StringComparer.Ordinal))
        {
            IEnumerable<string> heritage = new[] { type.IsEnum || type.BaseType is null ? null : type.BaseType }.OfType<Type>()
                .Where(static parent => parent != typeof(object) && parent != typeof(ValueType))
                .Concat(type.IsEnum ? [] : type.GetInterfaces()).Select(Name);
            text.Append(Kind(type)).Append(' ').Append(Name(type)).Append(string.Concat(heritage.Select(static each => " : " + each))).Append('\n');
            foreach (string member in type.GetMembers(Declared).Where(IsVisible).Select(Describe).OfType<string>().Order(StringComparer.Ordinal))
            {
                text.Append("    ").Append(member).Append('\n');
            }
        }

        return text.ToString();
    }

    private static bool IsVisible(MemberInfo member) => member switch
    {
        MethodBase method => (method.IsPublic || method.IsFamily) && (!method.IsSpecialName || method.IsConstructor || method.Name.StartsWith("op_", StringComparison.Ordinal)),
        FieldInfo field => field.IsPublic && !field.IsSpecialName,
        PropertyInfo property => property.GetMethod is { IsPublic: true },
        _ => false,
    };

    private static string? Describe(MemberInfo member) => member switch
    {
        ConstructorInfo constructor => $"new({Parameters(constructor)})",
        MethodInfo method => $"{(method.IsStatic ? "static " : "")}{Name(method.ReturnType)} {method.Name}"
            + $"{(method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "")}({Parameters(method)})",
        PropertyInfo property => $"{(property.GetMethod!.IsStatic ? "static " : "")}{(IsRequired(property) ? "required " : "")}{Name(property.PropertyType)} {property.Name} {{ get;{Setter(property)} }}",
        FieldInfo { IsLiteral: true, FieldType.IsEnum: false } constant => $"const {Name(constant.FieldType)} {constant.Name} = {constant.GetRawConstantValue()}",
        FieldInfo { IsLiteral: true } constant => $"{constant.Name} = {Convert.ToInt64(constant.GetRawConstantValue(), null)}",
        FieldInfo field => $"{Name(field.FieldType)} {field.Name}",
        _ => null,
    };

    private static bool IsRequired(PropertyInfo property) => property.IsDefined(typeof(RequiredMemberAttribute));

    private static string Setter(PropertyInfo property) => property.SetMethod is not { IsPublic: true } set ? ""
        : set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? " init;" : " set;";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(static parameter =>
        (parameter.IsDefined(typeof(ParamCollectionAttribute)) ? "params " : "") + Name(parameter.ParameterType) + " " + parameter.Name
        + (parameter.HasDefaultValue ? " = " + (parameter.DefaultValue?.ToString() ?? "default") : "")));

    private static string Kind(Type type) => type.IsEnum ? "enum" : type.IsInterface ? "interface"
        : type.IsValueType ? (type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly struct" : "struct")
        : type.IsAbstract && type.IsSealed ? "static class" : type.IsSealed ? "sealed class" : "class";

    private static string Name(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return Name(value) + "?";
        }

        string name = type.IsGenericParameter ? type.Name : type.Namespace == "System" ? type.Name : type.FullName ?? $"{type.Namespace}.{type.Name}";
        int arity = name.IndexOf('`', StringComparison.Ordinal);
        return arity < 0 ? name : $"{name[..arity]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
    }
}
