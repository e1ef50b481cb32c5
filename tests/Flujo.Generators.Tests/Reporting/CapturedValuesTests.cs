using System.Text.Json;
using Flujo.Testing;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Flujo.Generators.Tests.Reporting;

/// <summary>What the step report says of arguments and results: everything that reaches the disk, and how.</summary>
public sealed class CapturedValuesTests
{
    private const string Types = """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Threading;
        using System.Threading.Tasks;
        using Flujo;
        public sealed record Order(string Id, Line Line);
        public sealed record Line(int Count);
        [System.Text.Json.Serialization.JsonSerializable(typeof(Order))]
        public class Context() : System.Text.Json.Serialization.JsonSerializerContext(null)
        {
            public static Context Default { get; } = new();
            protected override System.Text.Json.JsonSerializerOptions? GeneratedSerializerOptions => null;
            public override System.Text.Json.Serialization.Metadata.JsonTypeInfo? GetTypeInfo(Type type) => null;
        }

        """;

    public static TheoryData<string, string, string> Signatures => new()
    {
        // the step, its parameters in the report, its result
        { "string a, int? b, DateTime c", "void", "a string direct, b int? direct, c System.DateTime direct -> null" },
        { "Order a, Line b", "Task<Order>", "a Order json_type_info, b Line json_type_info -> Order json_type_info" },
        { "string[] a, (int n, string s) b", "List<int>", "a string[] reflection, b (int n, string s) reflection -> System.Collections.Generic.List<int> reflection" },
        { "object a, dynamic b", "object?", "a object run_time_type, b dynamic run_time_type -> object? run_time_type" },
        { "[FlujoRedact] string a, int b", "Task", "a string redacted, b int direct -> null" },
        { "Func<int> a, Stream b, ReadOnlySpan<byte> c, ReadOnlySpan<char> d", "Span<int>", "a System.Func<int> unreadable, b System.IO.Stream unreadable, c System.ReadOnlySpan<byte> unreadable, d System.ReadOnlySpan<char> direct -> System.Span<int> unreadable" },
        { "CancellationToken a, out int b", "IAsyncEnumerable<int>", " -> null" },
    };

    [Theory]
    [MemberData(nameof(Signatures))]
    public void CapturedStep_ListsEveryValueAndHowItIsRecorded(string parameters, string result, string expected) =>
        Assert.Equal("all: " + expected, Drawn(Step($"[FlujoStep(Capture = FlujoCapture.All)] public static {result} Load({parameters}) => throw null!;")));

    [Theory]
    [InlineData("[FlujoStep]", "None", "none:  -> null")]
    [InlineData("[FlujoStep]", "Input", "input: a int direct -> null")]
    [InlineData("[FlujoStep]", "all", "all: a int direct -> int direct")]
    [InlineData("[FlujoStep(Capture = FlujoCapture.None)]", "All", "none:  -> null")]
    [InlineData("[FlujoStep(Capture = FlujoCapture.Output)]", "Input", "output:  -> int direct")]
    [InlineData("[FlujoStep(Capture = FlujoCapture.Output)] [return: FlujoRedact]", "None", "output:  -> int redacted")]
    [InlineData("[FlujoPipeline(\"p\")]", "All", "all: a int direct -> int direct")]
    [InlineData("[FlujoPipeline(\"p\")] [FlujoStep(Capture = FlujoCapture.Input)]", "None", "input: a int direct -> null")]
    public void WhatIsCaptured_IsWhatHoldsForTheStep(string attributes, string property, string expected) =>
        Assert.Equal(expected, Drawn(Step($"{attributes} public static int Load(int a) => a;", property)));

    [Fact]
    public void PartialStep_IsListedOnceWithTheMarksOfBothHalves()
    {
        JsonElement step = Assert.Single(Steps(
            "[FlujoStep(Capture = FlujoCapture.All)] public static partial int Load(int a, [FlujoRedact] string b); private static int LoadCore(int a, string b) => a;", "None"));
        Assert.Equal("all: a int direct, b string redacted -> int direct", Drawn(step));
        Assert.Equal("partial", step.GetProperty("form").GetString());
    }

    [Fact]
    public void BlockAndMethodThatCanBeNoStep_CaptureNothing() => Assert.Equal(
        ["block none:  -> null", "none none:  -> null"],
        Steps("[FlujoStep(Capture = FlujoCapture.All)] public static async void Load(int a) { using var s = FlujoTrace.StartStep(\"x\"); await Task.Yield(); }", "All")
            .Select(each => $"{each.GetProperty("form").GetString()} {Drawn(each)}").Order(StringComparer.Ordinal));

    [Fact]
    public void StepOfAnotherAssembly_IsListedWhereItIsCalledAndCaptured()
    {
        MetadataReference library = MetadataReference.CreateFromImage(LoadedProgram.Emit(Generated.From(Generated.Project("""
            using Flujo;
            public static class Shop
            {
                [FlujoStep(Capture = FlujoCapture.Input)] public static void Buy(string item, [FlujoRedact] string card) { }
                [FlujoStep] public static int Count(int[] items) => items.Length;
                [FlujoStep] public static void NotCalled(int a) { }
            }
            """) with { AssemblyName = "Shop" }).Output));
        const string Program = "public static class Program { public static int Run() { Shop.Buy(\"x\", \"y\"); Shop.Buy(\"z\", \"y\"); return Shop.Count([1]); } }";
        SourceCompilation project = SourceCompilation.Of(Program, References.Runtime, library);

        Assert.Equal(["buy Shop input: item string direct, card string redacted -> null"], Foreign("None"));
        Assert.Equal(
            ["buy Shop input: item string direct, card string redacted -> null", "count Shop all: items int[] reflection -> int direct"], Foreign("All"));

        IEnumerable<string> Foreign(string capture) => Steps(project, capture).Select(each => $"{each.GetProperty("name").GetString()} {each.GetProperty("assembly").GetString()} {Drawn(each)}");
    }

    private static JsonElement Step(string step, string capture = "None") => Assert.Single(Steps(step, capture));

    private static JsonElement[] Steps(string members, string capture) => Steps(Generated.Project($"{Types}public static partial class Program {{ {members} }}"), capture);

    private static JsonElement[] Steps(SourceCompilation project, string capture)
    {
        string file = Generated.From(project with { AsksForStepReport = true }, new BuildProperties(("FlujoCapture", capture))).Files["FlujoStepReport.g.cs"];
        int start = file.IndexOf('{', StringComparison.Ordinal);
        JsonElement report = JsonElement.Parse(file[start..(file.LastIndexOf('}') + 1)]);
        return [.. report.GetProperty("steps").EnumerateArray()];
    }

    private static string Drawn(JsonElement step)
    {
        string Value(JsonElement value) => $"{value.GetProperty("type").GetString()} {value.GetProperty("recorded").GetString()}";
        string parameters = string.Join(", ", step.GetProperty("parameters").EnumerateArray().Select(each => $"{each.GetProperty("name").GetString()} {Value(each)}"));
        JsonElement result = step.GetProperty("result");
        return $"{step.GetProperty("capture").GetString()}: {parameters} -> {(result.ValueKind == JsonValueKind.Null ? "null" : Value(result))}";
    }
}
