using Flujo.Export.Tests.Otlp;
using Flujo.Export.Tests.Receiving;
using Xunit;

namespace Flujo.Export.Tests;

/// <summary>What two environment variables do: every span of a program arrives, as it was recorded.</summary>
public sealed class DeliveryTests
{
    [Fact]
    public async Task TwoVariables_DeliverRunsAndSteps()
    {
        using var scene = new Scene();
        await using Receiver receiver = await Receiver.StartAsync();

        ChildResult child = await Child.RunAsync(scene.Exporting(receiver.Address), "rich");

        Assert.Equal((0, ""), (child.ExitCode, child.Error));
        Assert.All(receiver.Seen, static each => Assert.Equal(("/v1/traces", "application/x-protobuf"), (each.Path, each.ContentType)));
        Dictionary<string, Span> spans = receiver.Spans.ToDictionary(static each => each.Name);
        Assert.Equal(["ask_model", "check_facts", "iteration 1", "refine", "research"], spans.Keys.Order());
        Assert.All(spans.Values, span => Assert.Equal(child.Lines[0], span.TraceId.Hex()));
        Assert.True(spans["research"].ParentSpanId.IsEmpty);
        Assert.Equal(spans["research"].SpanId, spans["ask_model"].ParentSpanId);
        Assert.Equal(spans["research"].SpanId, spans["refine"].ParentSpanId);
        Assert.Equal(spans["refine"].SpanId, spans["iteration 1"].ParentSpanId);
        Assert.Equal(spans["iteration 1"].SpanId, spans["check_facts"].ParentSpanId);
    }

    [Fact]
    public async Task Span_HasAttributesEventsTimesAndStatus()
    {
        using var scene = new Scene();
        await using Receiver receiver = await Receiver.StartAsync();
        ulong before = Now();

        await Child.RunAsync(scene.Exporting(receiver.Address), "rich");

        Dictionary<string, Span> spans = receiver.Spans.ToDictionary(static each => each.Name);
        IReadOnlyDictionary<string, string> attributes = spans["ask_model"].Attributes.Values();
        Assert.Equal("größe \"quoted\" 🙂", attributes["text"]);
        Assert.Equal(("42", "0.25", "true"), (attributes["whole"], attributes["fraction"], attributes["flag"]));
        Assert.Equal(("120", "30"), (attributes["gen_ai.usage.input_tokens"], attributes["gen_ai.usage.output_tokens"]));
        Assert.Equal(("0.0125", "small-model"), (attributes["flujo.cost_usd"], attributes["gen_ai.request.model"]));
        Assert.Equal(("step", "completed", "1"), (attributes["flujo.kind"], attributes["flujo.status"], attributes["flujo.attempts"]));
        Span.Types.Event item = Assert.Single(spans["ask_model"].Events);
        Assert.Equal("cache_miss", item.Name);
        Assert.Equal(("a", "3"), (item.Attributes.Values()["key"], item.Attributes.Values()["size"]));
        Assert.InRange(spans["ask_model"].StartTimeUnixNano, before, item.TimeUnixNano);
        Assert.InRange(item.TimeUnixNano, spans["ask_model"].StartTimeUnixNano, spans["ask_model"].EndTimeUnixNano);
        Assert.InRange(spans["research"].EndTimeUnixNano, spans["ask_model"].EndTimeUnixNano, Now());
        Assert.Equal(Status.Types.StatusCode.Error, spans["check_facts"].Status.Code);
        Assert.StartsWith("no source found", spans["check_facts"].Status.Message);
        Assert.Null(spans["ask_model"].Status);
        IReadOnlyDictionary<string, string> root = spans["research"].Attributes.Values();
        Assert.Equal(("research", "7", "what is new", "an answer"),
            (root["flujo.pipeline.name"], root["flujo.pipeline.version"], root["flujo.input"], root["flujo.output"]));
    }

    [Fact]
    public async Task Secrets_AreNowhereInARequest()
    {
        using var scene = new Scene();
        await using Receiver receiver = await Receiver.StartAsync();

        await Child.RunAsync(scene.Exporting(receiver.Address), "rich");

        string all = string.Concat(receiver.Seen.Select(static each => System.Text.Encoding.UTF8.GetString(each.Body)));
        Assert.Contains("no source found", all);
        Assert.DoesNotContain("hunter2", all);
        Assert.DoesNotContain("abcdefgh12345678", all);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("false")]
    [InlineData("")]
    public async Task WithoutTheSwitch_NothingIsSent(string? enabled)
    {
        using var scene = new Scene();
        await using Receiver receiver = await Receiver.StartAsync();
        Dictionary<string, string> environment = scene.Exporting(receiver.Address);
        environment.Remove("OTLP_EXPORT_ENABLED");
        if (enabled is not null)
        {
            environment["OTLP_EXPORT_ENABLED"] = enabled;
        }

        ChildResult child = await Child.RunAsync(environment, "record", "2", "3");

        Assert.Equal((0, ""), (child.ExitCode, child.Error));
        Assert.Empty(receiver.Seen);
    }

    [Fact]
    public async Task ManyRuns_ArriveOnceEach()
    {
        using var scene = new Scene();
        await using Receiver receiver = await Receiver.StartAsync();

        ChildResult child = await Child.RunAsync(scene.Exporting(receiver.Address), "record", "40", "50");

        Assert.Equal(0, child.ExitCode);
        List<string> ids = [.. receiver.Spans.Select(static each => each.SpanId.Hex())];
        Assert.Equal(40 * 51, ids.Count);
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Equal(child.Lines.Order(), receiver.Spans.Select(static each => each.TraceId.Hex()).Distinct().Order());
    }

    [Fact]
    public async Task StandardVariables_AreHonoured()
    {
        using var scene = new Scene();
        await using Receiver receiver = await Receiver.StartAsync();

        await Child.RunAsync(
            scene.Exporting(
                receiver.Address + "/collect/",
                ("OTEL_EXPORTER_OTLP_HEADERS", "x-tenant=blue%20team,authorization=Basic%20abc"),
                ("OTEL_EXPORTER_OTLP_COMPRESSION", "gzip"),
                ("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=test,service.name=ignored"),
                ("OTEL_SERVICE_NAME", "importer")),
            "record", "1", "1");

        ReceivedRequest request = Assert.Single(receiver.Accepted);
        Assert.Equal(("/collect/v1/traces", "gzip"), (request.Path, request.Encoding));
        Assert.Equal(("blue team", "Basic abc"), (request.Headers["x-tenant"], request.Headers["authorization"]));
        IReadOnlyDictionary<string, string> resource = request.Message.ResourceSpans[0].Resource.Attributes.Values();
        Assert.Equal(("importer", "test", "dotnet"), (resource["service.name"], resource["deployment.environment.name"], resource["telemetry.sdk.language"]));
    }

    [Fact]
    public async Task Json_SaysTheSameAsProtobuf()
    {
        using var scene = new Scene();
        await using Receiver receiver = await Receiver.StartAsync();

        await Child.RunAsync(scene.Exporting(receiver.Address, ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json")), "rich");

        ReceivedRequest request = Assert.Single(receiver.Accepted);
        Assert.Equal("application/json", request.ContentType);
        Assert.Equal(5, OtlpJsonReading.Parse(request.Body).ResourceSpans[0].ScopeSpans[0].Spans.Count);
    }

    private static ulong Now() => (ulong)(DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).Ticks * 100;
}
