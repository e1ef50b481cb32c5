using Flujo.Analyzers.Privacy;
using Flujo.Testing;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Flujo.Analyzers.Tests.Privacy;

public sealed class CapturedValuesNeedNoReflectionTests
{
    private const string Types = """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text.Json;
        using System.Text.Json.Nodes;
        using System.Text.Json.Serialization;
        using System.Text.Json.Serialization.Metadata;
        using System.Threading;
        using System.Threading.Tasks;
        using Flujo;
        enum Size { Small, Large }
        class Order { public List<Line> Lines { get; } = []; public Size Size { get; } public Order? Next { get; } }
        record Line(string Text, Price Price);
        record Price(decimal Amount);
        class Other { }
        class Problem : Exception { }
        delegate int Work(int a);

        """;

    private readonly AnalyzerVerifier _verifier = new(new CapturedValuesNeedNoReflection());

    [Theory]
    [InlineData("Order {|FLJ3002:order|}")]
    [InlineData("Order? {|FLJ3002:order|} = null, int n = 1")]
    [InlineData("in Order {|FLJ3002:order|}")]
    [InlineData("string[] {|FLJ3002:rows|}, int[,] {|FLJ3002:grid|}")]
    [InlineData("params List<int> {|FLJ3002:rows|}")]
    [InlineData("Dictionary<string, string> {|FLJ3002:map|}, (int, string) {|FLJ3002:pair|}, (int a, int b)? {|FLJ3002:maybe|}")]
    [InlineData("IReadOnlyList<int> {|FLJ3002:list|}, IEnumerable<int> {|FLJ3002:mostlyAList|}")]
    [InlineData("KeyValuePair<int, int> {|FLJ3002:pair|}, ReadOnlyMemory<char> {|FLJ3002:text|}")]
    public async Task ArgumentThatNeedsReflection_Triggers(string parameters) => await VerifyAsync($"[FlujoStep(Capture = FlujoCapture.Input)] void Load({parameters}) {{ }}");

    [Theory]
    [InlineData("string text, char c, int n, ulong u, double d, decimal m, bool b, nint p, Int128 i, Half h")]
    [InlineData("int? n, DateTime t, DateTimeOffset o, DateOnly day, TimeOnly time, TimeSpan span, Guid id, Guid? maybe")]
    [InlineData("Size size, Size? maybe, Enum any, byte[] bytes, ReadOnlyMemory<byte> memory, Uri uri, Version version, Type type")]
    [InlineData("JsonElement element, JsonDocument document, JsonNode node, JsonObject value, Exception error, Problem problem")]
    [InlineData("CancellationToken token, out Order made")]
    [InlineData("Func<int> body, Work work, Stream stream, MemoryStream memory, TextReader reader, Task task, Task<Order> order, IServiceProvider services")]
    [InlineData("IAsyncEnumerable<Order> stream, IQueryable<Order> query, ReadOnlySpan<char> text, Span<Order> orders")]
    [InlineData("object value, dynamic late")]
    [InlineData("[FlujoRedact] Order order")]
    [InlineData("{|CS0246:Missing|} missing")]
    public async Task ArgumentThatNeedsNone_DoesNotTrigger(string parameters) =>
        await VerifyAsync($"[FlujoStep(Capture = FlujoCapture.Input)] void Load({parameters}) => throw new NotSupportedException();");

    [Theory]
    [InlineData("{|FLJ3002:Order|}")]
    [InlineData("{|FLJ3002:Task<Order>|}")]
    [InlineData("{|FLJ3002:ValueTask<Order?>|}")]
    [InlineData("{|FLJ3002:int[]|}")]
    [InlineData("void")]
    [InlineData("Task")]
    [InlineData("Task<int>")]
    [InlineData("Task<object>")]
    [InlineData("IAsyncEnumerable<Order>")]
    [InlineData("Stream")]
    [InlineData("Span<Order>")]
    public async Task Result_Triggers_WhereItNeedsReflection(string result) =>
        await VerifyAsync($"[FlujoStep(Capture = FlujoCapture.Output)] {result} Load(Order order) => throw new NotSupportedException();");

    [Theory]
    [InlineData("[FlujoStep(Capture = FlujoCapture.All)] [return: FlujoRedact] Order Load() => new();")]
    [InlineData("[FlujoStep(Capture = FlujoCapture.All)] IEnumerable<Order> Load() { yield break; }")]
    [InlineData("[FlujoStep(Capture = FlujoCapture.All)] T Load<T>(T item) where T : class => item;")]
    [InlineData("[FlujoStep] Order Load(Order order) => order;")]
    [InlineData("Order Load(Order order) => order;")]
    public async Task OtherSteps_DoNotTrigger(string member) => await VerifyAsync(member);

    [Theory]
    [InlineData("[FlujoStep] void Load(Order {|FLJ3002:order|}) { }", "All")]
    [InlineData("[FlujoStep] {|FLJ3002:Order|} Load(Order order) => order;", "output")]
    [InlineData("[FlujoStep(Capture = FlujoCapture.None)] Order Load(Order order) => order;", "All")]
    [InlineData("[FlujoPipeline(\"load\")] void Load(Order {|FLJ3002:order|}) { }", "Input")]
    public async Task ProjectsCapture_DecidesWhereTheStepSaysNothing(string member, string capture) => await VerifyAsync(member, capture: capture);

    [Theory]
    [InlineData("PublishAot=true", true)]
    [InlineData("IsAotCompatible=True", true)]
    [InlineData("PublishTrimmed=true", true)]
    [InlineData("IsTrimmable=true", true)]
    [InlineData("JsonSerializerIsReflectionEnabledByDefault=false", true)]
    [InlineData("PublishAot=true;JsonSerializerIsReflectionEnabledByDefault=false", true)]
    [InlineData("PublishAot=true;JsonSerializerIsReflectionEnabledByDefault=true", false)]
    [InlineData("PublishAot=false", false)]
    [InlineData("PublishAot=", false)]
    [InlineData("PublishAot=true;FlujoEnabled=false", false)]
    [InlineData("", false)]
    public async Task Project_Triggers_WhereItDoesWithoutReflection(string properties, bool triggers) => await VerifyAsync(
        $"[FlujoStep(Capture = FlujoCapture.Input)] void Load(Order {(triggers ? "{|FLJ3002:order|}" : "order")}) {{ }}", properties);

    [Theory]
    [InlineData("typeof(Order)", "Order a, List<Line> b, Line c, Price d")]
    [InlineData("typeof(Order)", "Order[] {|FLJ3002:a|}, Other {|FLJ3002:b|}, IReadOnlyList<Line> {|FLJ3002:c|}")]
    [InlineData("typeof(Order[])", "Order[] a, Order b")]
    [InlineData("typeof(Dictionary<string, Line>)", "Dictionary<string, Line> a, Line b, Price c, Order {|FLJ3002:d|}")]
    [InlineData("typeof((int, string))", "(int, string) a, (int n, string s)? b")]
    [InlineData("typeof(IReadOnlyList<Line>)", "IReadOnlyList<Line?> a, Line? b")]
    [InlineData("typeof(List<>)", "List<int> {|FLJ3002:a|}")]
    public async Task TypeOfAContext_DoesNotTrigger(string serializable, string parameters) => await VerifyAsync(
        $"[FlujoStep(Capture = FlujoCapture.Input)] void Load({parameters}) {{ }}", context: Context("class Context", $"[JsonSerializable({serializable})]"));

    [Theory]
    [InlineData("file class Context", "[JsonSerializable(typeof(Order))]")]
    [InlineData("abstract class Context", "[JsonSerializable(typeof(Order))]")]
    [InlineData("class Context<T>", "[JsonSerializable(typeof(Order))]")]
    [InlineData("class Context", "")]
    public async Task ContextThatGeneratedCodeCannotName_DoesNotCount(string head, string attribute) => await VerifyAsync(
        "[FlujoStep(Capture = FlujoCapture.Input)] void Load(Order {|FLJ3002:order|}) { }", context: Context(head, attribute));

    [Fact]
    public async Task PartialStep_IsReportedOnce() => await VerifyAsync(
        "[FlujoStep(Capture = FlujoCapture.All)] public partial {|FLJ3002:Order|} Load(Order {|FLJ3002:order|}); public partial Order Load(Order order) => order;");

    [Fact]
    public async Task Message_SaysWhatAndWhy()
    {
        var found = await VerifyAsync("[FlujoStep(Capture = FlujoCapture.All)] {|FLJ3002:Task<Order>|} Load(List<Line> {|FLJ3002:lines|}) => null!;");

        Assert.Equal(
            [
                "The step records its result of type 'Order' by reflection, which the project does without (PublishAot=true): name the type in [JsonSerializable] on a JsonSerializerContext",
                "The step records 'lines' of type 'System.Collections.Generic.List<Line>' by reflection, which the project does without (PublishAot=true): name the type in [JsonSerializable] on a JsonSerializerContext",
            ],
            found.Select(each => each.GetMessage()));
        Assert.All(found, each => Assert.Equal(DiagnosticSeverity.Warning, each.Severity));
    }

    private async Task<System.Collections.Immutable.ImmutableArray<Diagnostic>> VerifyAsync(string member, string properties = "PublishAot=true", string capture = "None", string context = "") =>
        await _verifier.VerifyAsync(SourceCompilation.Of($"{Types}{context}\npartial class C {{ {member} }}", References.Runtime) with
        {
            Properties = properties.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(each => each.Split('=')).Append(["FlujoCapture", capture])
                .ToDictionary(each => each[0], each => each[1]),
        });

    /// <summary>What the serialiser's own generator would complete.</summary>
    private static string Context(string head, string attribute) => $$"""
        {{attribute}}
        {{head}}() : JsonSerializerContext(null)
        {
            protected override JsonSerializerOptions? GeneratedSerializerOptions => null;
            public override JsonTypeInfo? GetTypeInfo(Type type) => null;
        }
        """;
}
