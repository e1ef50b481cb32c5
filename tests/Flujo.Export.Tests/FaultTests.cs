using Flujo.Export.Tests.Otlp;
using Flujo.Export.Tests.Receiving;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Flujo.Export.Tests;

/// <summary>Receivers that are away, busy, slow or broken, and programs that die: every span arrives in the end, with one id.</summary>
public sealed class FaultTests
{
    private const int Steps = 600; // more than one request takes

    [Fact]
    public async Task ReceiverIsDownForTheWholeRun_ShipSendsTheRest()
    {
        using var scene = new Scene();
        int port = await FreePortAsync();
        Dictionary<string, string> environment = scene.Exporting($"http://127.0.0.1:{port}");

        ChildResult child = await Child.RunAsync(environment, "record", "1", $"{Steps}");
        ChildResult early = await Child.LensAsync(environment, "ship", "--timeout", "1");
        await using Receiver receiver = await Receiver.StartAsync(port);
        ChildResult ship = await Child.LensAsync(environment, "ship");
        ChildResult again = await Child.LensAsync(environment, "ship", "--json");

        Assert.Equal(0, child.ExitCode);
        Assert.Contains("could not be reached", Assert.Single(child.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal((1, ""), (early.ExitCode, early.Output));
        Assert.Contains("others are left", early.Error);
        Assert.Equal((0, ""), (ship.ExitCode, ship.Error));
        Assert.Contains($"delivered\t{Steps + 1}\n", ship.Output);
        AssertWhole(receiver, child.Lines[0], Steps + 1);
        Assert.Equal(0, again.ExitCode);
        Assert.Contains("\"delivered\":0", again.Output);
    }

    [Fact]
    public async Task ReceiverIsBusyForAWhile_TheProgramTriesAgainByItself()
    {
        using var scene = new Scene();
        await using Receiver receiver = await Receiver.StartAsync();
        receiver.Answer = static (http, _, number) => Refuse(http, number <= 2, StatusCodes.Status503ServiceUnavailable);
        Dictionary<string, string> environment = scene.Exporting(receiver.Address);

        ChildResult child = await Child.RunAsync(environment, "record", "1", "20");
        ChildResult ship = await Child.LensAsync(environment, "ship");

        Assert.Equal((0, 0), (child.ExitCode, ship.ExitCode));
        AssertWhole(receiver, child.Lines[0], 21);
    }

    [Fact]
    public async Task ReceiverAsksToBeLeftAlone_ItIs()
    {
        using var scene = new Scene();
        await using Receiver receiver = await Receiver.StartAsync();
        var times = new List<DateTimeOffset>();
        receiver.Answer = (http, _, number) =>
        {
            lock (times)
            {
                times.Add(DateTimeOffset.UtcNow);
            }

            http.Response.Headers.RetryAfter = "3";
            return Refuse(http, number == 2, StatusCodes.Status429TooManyRequests);
        };
        Dictionary<string, string> environment = scene.Silent();
        await Child.RunAsync(environment, "record", "1", "3");
        environment = scene.Exporting(receiver.Address);

        await Child.LensAsync(environment, "ship"); // number 1
        await Child.RunAsync(scene.Silent(), "record", "1", "3");
        ChildResult ship = await Child.LensAsync(environment, "ship"); // numbers 2 and 3

        Assert.Equal(0, ship.ExitCode);
        Assert.Equal(3, times.Count);
        Assert.True(times[2] - times[1] >= TimeSpan.FromSeconds(3), $"it waited {times[2] - times[1]}");
    }

    [Fact]
    public async Task ConnectionIsClosedHalfWay_TheSpansAreSentAgain()
    {
        using var scene = new Scene();
        await using Receiver receiver = await Receiver.StartAsync();
        receiver.Answer = static (http, _, number) =>
        {
            if (number <= 2)
            {
                http.Abort();
            }

            return Task.FromResult(number > 2);
        };
        Dictionary<string, string> environment = scene.Exporting(receiver.Address);

        ChildResult child = await Child.RunAsync(environment, "record", "1", "20");
        ChildResult ship = await Child.LensAsync(environment, "ship");

        Assert.Equal((0, 0), (child.ExitCode, ship.ExitCode));
        AssertWhole(receiver, child.Lines[0], 21);
    }

    [Fact]
    public async Task ReceiverNeverAnswers_TheProgramEndsAfterTwoSecondsAndTheSpansArriveLater()
    {
        using var scene = new Scene();
        await using Receiver receiver = await Receiver.StartAsync();
        using var release = new CancellationTokenSource();
        receiver.Answer = async (http, _, _) =>
        {
            await Task.WhenAny(Task.Delay(Timeout.Infinite, release.Token), Task.Delay(Timeout.Infinite, http.RequestAborted));
            return false;
        };
        Dictionary<string, string> environment = scene.Exporting(receiver.Address);

        ChildResult child = await Child.RunAsync(environment, "busy", "5000");
        receiver.Answer = static (_, _, _) => Task.FromResult(true);
        await release.CancelAsync();
        ChildResult ship = await Child.LensAsync(environment, "ship");

        Assert.Equal((0, 0), (child.ExitCode, ship.ExitCode));
        Assert.True(child.Elapsed < TimeSpan.FromSeconds(30), $"it took {child.Elapsed}");
        Assert.Equal(5001, receiver.Spans.Select(static each => each.SpanId.Hex()).Distinct().Count());
    }

    [Fact]
    public async Task ReceiverRefusesLargeRequests_SmallerOnesBringAll()
    {
        using var scene = new Scene();
        await using Receiver receiver = await Receiver.StartAsync();
        receiver.Answer = static (http, request, _) => Refuse(http, request.Spans.Count() > 100, StatusCodes.Status413PayloadTooLarge);

        ChildResult child = await Child.RunAsync(scene.Exporting(receiver.Address), "record", "1", $"{Steps}");

        Assert.Equal((0, ""), (child.ExitCode, child.Error));
        AssertWhole(receiver, child.Lines[0], Steps + 1);
    }

    [Fact]
    public async Task ReceiverRefusesOneSpan_AllOthersArriveAndItIsCounted()
    {
        using var scene = new Scene();
        await using Receiver receiver = await Receiver.StartAsync();
        receiver.Answer = static (http, request, _) =>
            Refuse(http, request.Spans.Any(static each => each.Attributes.Values().GetValueOrDefault("number") == "13"), StatusCodes.Status400BadRequest);
        Dictionary<string, string> environment = scene.Silent();
        ChildResult child = await Child.RunAsync(environment, "record", "1", "40");

        ChildResult ship = await Child.LensAsync(scene.Exporting(receiver.Address), "ship");

        Assert.Equal(0, ship.ExitCode);
        Assert.Contains("1 span refused for good", ship.Error);
        AssertWhole(receiver, child.Lines[0], 40);
    }

    [Fact]
    public async Task ReceiverRejectsSome_TheyAreCounted()
    {
        using var scene = new Scene();
        await using Receiver receiver = await Receiver.StartAsync();
        receiver.Answer = static async (http, request, _) =>
        {
            http.Response.ContentType = request.ContentType;
            var answer = new ExportTraceServiceResponse { PartialSuccess = new ExportTracePartialSuccess { RejectedSpans = 2, ErrorMessage = "too old" } };
            await http.Response.Body.WriteAsync(Google.Protobuf.MessageExtensions.ToByteArray(answer));
            return false;
        };
        await Child.RunAsync(scene.Silent(), "record", "1", "9");

        ChildResult ship = await Child.LensAsync(scene.Exporting(receiver.Address), "ship");

        Assert.Equal(0, ship.ExitCode);
        Assert.Contains("delivered\t8\n", ship.Output);
        Assert.Contains("2 spans refused for good: too old", ship.Error);
    }

    [Fact]
    public async Task Redirect_IsNotFollowedAndNothingIsLost()
    {
        using var scene = new Scene();
        await using Receiver other = await Receiver.StartAsync();
        await using Receiver receiver = await Receiver.StartAsync();
        receiver.Answer = (http, _, _) =>
        {
            http.Response.Redirect(other.Address + "/v1/traces", permanent: false, preserveMethod: true);
            return Task.FromResult(false);
        };
        string[] secret = ["OTEL_EXPORTER_OTLP_HEADERS", "authorization=Bearer%20very-secret-header"];
        Dictionary<string, string> environment = scene.Exporting(receiver.Address, (secret[0], secret[1]));

        ChildResult child = await Child.RunAsync(environment, "record", "1", "3");
        ChildResult ship = await Child.LensAsync(scene.Exporting(other.Address, (secret[0], secret[1])), "ship");

        Assert.Contains("answered 307", child.Error);
        Assert.DoesNotContain("very-secret-header", child.Error + ship.Error + ship.Output);
        AssertWhole(other, child.Lines[0], 4);
    }

    [Fact]
    public async Task ProgramIsKilled_TheNextOneSendsWhatItLeft()
    {
        using var scene = new Scene();
        await using Receiver receiver = await Receiver.StartAsync();
        Dictionary<string, string> environment = scene.Exporting(receiver.Address);

        string killed = await Child.KillAsync(environment, "hold");
        ChildResult next = await Child.RunAsync(environment, "record", "1", "1");
        ChildResult ship = await Child.LensAsync(environment, "ship"); // what the next one's two seconds did not suffice for

        Assert.Equal((0, 0), (next.ExitCode, ship.ExitCode));
        List<Span> spans = [.. receiver.Spans.Where(each => each.TraceId.Hex() == killed).DistinctBy(static each => each.SpanId)];
        Assert.Equal(7, spans.Count);
        Assert.Equal(5, spans.Count(static each => each.Name == "load_rows" && each.Status is null));
        Assert.All(spans.Where(static each => each.Name != "load_rows"), static each =>
        {
            Assert.Equal(Status.Types.StatusCode.Error, each.Status.Code);
            Assert.Contains("interrupted", each.Status.Message);
        });
    }

    [Fact]
    public async Task EightProgramsOnOneStore_SendEverySpan()
    {
        using var scene = new Scene();
        await using Receiver receiver = await Receiver.StartAsync();
        Dictionary<string, string> environment = scene.Exporting(receiver.Address);

        ChildResult[] children = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Child.RunAsync(environment, "record", "5", "60")));
        ChildResult ship = await Child.LensAsync(environment, "ship");

        Assert.All(children, static child => Assert.Equal((0, ""), (child.ExitCode, child.Error)));
        Assert.Equal((0, ""), (ship.ExitCode, ship.Error));
        Assert.All(children.SelectMany(static child => child.Lines), run => AssertWhole(receiver, run, 61));
        Assert.Equal(40, children.SelectMany(static child => child.Lines).Distinct().Count());
    }

    [Fact]
    public async Task ProgramIsKilled_ShipAloneSendsWhatItLeft()
    {
        using var scene = new Scene();
        await using Receiver receiver = await Receiver.StartAsync();

        string killed = await Child.KillAsync(scene.Silent(), "hold");
        ChildResult ship = await Child.LensAsync(scene.Exporting(receiver.Address), "ship");

        Assert.Equal(0, ship.ExitCode);
        AssertWhole(receiver, killed, 7);
    }

    private static void AssertWhole(Receiver receiver, string runId, int spans)
    {
        List<Span> own = [.. receiver.Spans.Where(each => each.TraceId.Hex() == runId)];
        Assert.Equal(spans, own.Select(static each => each.SpanId.Hex()).Distinct().Count());
    }

    private static Task<bool> Refuse(HttpContext http, bool refuse, int status)
    {
        if (refuse)
        {
            http.Response.StatusCode = status;
        }

        return Task.FromResult(!refuse);
    }

    /// <summary>A port on which nobody listens.</summary>
    private static async Task<int> FreePortAsync()
    {
        await using Receiver probe = await Receiver.StartAsync();
        return probe.Port;
    }
}
