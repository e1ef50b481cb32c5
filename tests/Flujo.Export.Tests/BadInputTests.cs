using Flujo.Export.Tests.Receiving;
using Xunit;

namespace Flujo.Export.Tests;

/// <summary>Settings that make no sense: one clear line, and everything is stored as always.</summary>
public sealed class BadInputTests
{
    [Theory]
    [InlineData("OTLP_ENDPOINT", "not a url", "OTLP_ENDPOINT is not an address")]
    [InlineData("OTLP_ENDPOINT", "ftp://127.0.0.1/", "OTLP_ENDPOINT is not an address")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc", "this exporter speaks http/protobuf and http/json")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "carrier/pigeon", "OTEL_EXPORTER_OTLP_PROTOCOL is 'carrier/pigeon'")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", "a=secret-one,secret-two-without-a-key", "OTEL_EXPORTER_OTLP_HEADERS is not a list of key=value")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", "a=b%0d%0asecret-three: 1", "OTEL_EXPORTER_OTLP_HEADERS has a header that HTTP does not allow")]
    [InlineData("OTEL_EXPORTER_OTLP_COMPRESSION", "zip", "it may be gzip or none")]
    [InlineData("OTEL_EXPORTER_OTLP_TIMEOUT", "soon", "a whole number of milliseconds")]
    [InlineData("OTEL_EXPORTER_OTLP_CERTIFICATE", "/nowhere/ca.pem", "/nowhere/ca.pem, which is not there")]
    public async Task Setting_IsToldOnceAndTracingGoesOn(string name, string value, string message)
    {
        using var scene = new Scene();
        Dictionary<string, string> environment = scene.Exporting("http://127.0.0.1:9", (name, value));

        ChildResult child = await Child.RunAsync(environment, "record", "2", "3");
        ChildResult ship = await Child.LensAsync(environment, "ship");
        ChildResult list = await Child.LensAsync(environment, "list");

        Assert.Equal(0, child.ExitCode);
        string line = Assert.Single(child.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(message, line);
        Assert.Equal((1, ""), (ship.ExitCode, ship.Output));
        Assert.Contains(message, ship.Error);
        Assert.DoesNotContain("secret", child.Error + ship.Error);
        Assert.Equal(2, list.Lines.Length);
    }

    [Fact]
    public async Task ResourceThatMakesNoSense_IsToldAndTheRestIsSent()
    {
        using var scene = new Scene();
        await using Receiver receiver = await Receiver.StartAsync();

        ChildResult child = await Child.RunAsync(
            scene.Exporting(receiver.Address, ("OTEL_RESOURCE_ATTRIBUTES", "nonsense"), ("OTEL_SERVICE_NAME", "importer")), "record", "1", "1");

        Assert.Equal(0, child.ExitCode);
        Assert.Contains("OTEL_RESOURCE_ATTRIBUTES is not a list of key=value", child.Error);
        Assert.Equal("importer", receiver.Accepted.First().Message.ResourceSpans[0].Resource.Attributes.Values()["service.name"]);
    }

    [Fact]
    public async Task Ship_WithoutAnEndpointOrAStore_SaysWhatToSet()
    {
        using var scene = new Scene();

        ChildResult nowhere = await Child.LensAsync(scene.Silent(), "ship");
        ChildResult missing = await Child.LensAsync(scene.Exporting("http://127.0.0.1:9"), "ship");
        ChildResult wrong = await Child.LensAsync(scene.Exporting("http://127.0.0.1:9"), "ship", "--timeout", "never");

        Assert.Equal((1, ""), (nowhere.ExitCode, nowhere.Output));
        Assert.Contains("OTLP_ENDPOINT", nowhere.Error);
        Assert.Equal((1, ""), (missing.ExitCode, missing.Output));
        Assert.Contains($"there is no store at {scene.Store}", missing.Error);
        Assert.False(File.Exists(scene.Store));
        Assert.Equal((2, ""), (wrong.ExitCode, wrong.Output));
    }
}
