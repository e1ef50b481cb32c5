using Flujo.Export.Tests.Otlp;
using Flujo.Export.Tests.Receiving;
using Xunit;

namespace Flujo.Export.Tests;

/// <summary>Flujo in a program that uses OpenTelemetry already: the same spans in both, under the same ids.</summary>
public sealed class LiveTests
{
    private const string HostPath = "/host/v1/traces";

    [Fact]
    public async Task HostThatListens_GetsTheVerySpansThatTheStoreHas()
    {
        using var scene = new Scene();
        await using Receiver receiver = await Receiver.StartAsync();

        ChildResult child = await Child.RunAsync(scene.Exporting(receiver.Address), "live", receiver.Address + HostPath, "1");

        Assert.Equal((0, ""), (child.ExitCode, child.Error));
        Dictionary<string, Span> host = SpansAt(receiver, HostPath);
        Dictionary<string, Span> stored = SpansAt(receiver, "/v1/traces");
        Assert.Equal(9, stored.Count); // research, two fetch_page with an attempt each, check_facts, size, small, summarise
        foreach ((string id, Span expected) in stored)
        {
            Span actual = host[id];
            Assert.Equal(expected.TraceId, actual.TraceId);
            Assert.Equal(expected.ParentSpanId, actual.ParentSpanId);
            Assert.Equal((expected.Name, expected.Kind), (actual.Name, actual.Kind));
            Assert.Equal(expected.Status?.Code, actual.Status?.Code);
            Assert.Equal(expected.Status?.Message, actual.Status?.Message);
            Assert.Equal(expected.Events.Select(static each => each.Name), actual.Events.Select(static each => each.Name));
            Assert.InRange((double)actual.StartTimeUnixNano - expected.StartTimeUnixNano, -50e6, 50e6);
            Assert.InRange((double)actual.EndTimeUnixNano - expected.EndTimeUnixNano, -50e6, 50e6);
            IReadOnlyDictionary<string, string> attributes = expected.Attributes.Values();
            Assert.All(actual.Attributes.Values(), each => Assert.Equal(attributes[each.Key], each.Value));
        }
    }

    [Fact]
    public async Task SpansOfOtherLibraries_HangBeneathTheRightStep()
    {
        using var scene = new Scene();
        await using Receiver receiver = await Receiver.StartAsync();

        await Child.RunAsync(scene.Exporting(receiver.Address), "live", receiver.Address + HostPath, "1");

        Dictionary<string, Span> host = SpansAt(receiver, HostPath);
        Assert.Equal("attempt", ParentOf(host, "get_a").Name);
        Assert.Equal("attempt", ParentOf(host, "get_b").Name);
        Assert.NotSame(ParentOf(host, "get_a"), ParentOf(host, "get_b"));
        Assert.Equal("check_facts", ParentOf(host, "lookup").Name);
        Assert.Equal("research", ParentOf(host, "after").Name);
        Assert.Single(host.Values.Select(static each => each.TraceId).Distinct());
    }

    [Fact]
    public async Task RunThatWasResumed_GoesOnInItsTrace()
    {
        using var scene = new Scene();
        await using Receiver receiver = await Receiver.StartAsync();

        ChildResult child = await Child.RunAsync(scene.Exporting(receiver.Address), "resume", receiver.Address + HostPath);

        Assert.Equal((0, ""), (child.ExitCode, child.Error));
        Dictionary<string, Span> host = SpansAt(receiver, HostPath);
        Dictionary<string, Span> stored = SpansAt(receiver, "/v1/traces");
        Assert.Equal(["approval", "archive", "notify", "publish", "write_draft"], stored.Values.Select(static each => each.Name).Order());
        Assert.Equal(stored.Keys.Order(), host.Keys.Order());
        Assert.All(stored, each => Assert.Equal((each.Value.TraceId, each.Value.ParentSpanId), (host[each.Key].TraceId, host[each.Key].ParentSpanId)));
        Assert.Single(stored.Values.Select(static each => each.TraceId).Distinct());
    }

    [Fact]
    public async Task HostThatSamplesNothing_TheStoreHasEverySpan()
    {
        using var scene = new Scene();
        await using Receiver receiver = await Receiver.StartAsync();

        ChildResult child = await Child.RunAsync(scene.Exporting(receiver.Address), "live", receiver.Address + HostPath, "0");

        Assert.Equal((0, ""), (child.ExitCode, child.Error));
        Assert.Empty(SpansAt(receiver, HostPath));
        Assert.Equal(9, SpansAt(receiver, "/v1/traces").Count);
    }

    [Fact]
    public async Task RunInsideATrace_JoinsIt()
    {
        using var scene = new Scene();
        await using Receiver receiver = await Receiver.StartAsync();

        ChildResult child = await Child.RunAsync(scene.Exporting(receiver.Address), "inside");

        string[] request = child.Lines[0].Split(' ');
        Dictionary<string, Span> spans = receiver.Spans.ToDictionary(static each => each.Name);
        Assert.Equal(["handle_request", "look_up"], spans.Keys.Order());
        Assert.All(spans.Values, span => Assert.Equal(request[0], span.TraceId.Hex()));
        Assert.Equal(request[1], spans["handle_request"].ParentSpanId.Hex());
        Assert.Equal(spans["handle_request"].SpanId, spans["look_up"].ParentSpanId);
        Assert.Equal(0x300u, spans["handle_request"].Flags & 0x300);
    }

    private static Dictionary<string, Span> SpansAt(Receiver receiver, string path) => receiver.Accepted
        .Where(each => each.Path == path).SelectMany(static each => each.Spans).ToDictionary(static each => each.SpanId.Hex());

    private static Span ParentOf(Dictionary<string, Span> spans, string name) =>
        spans[spans.Values.Single(each => each.Name == name).ParentSpanId.Hex()];
}
