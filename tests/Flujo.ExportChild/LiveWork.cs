using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Trace;

namespace Flujo.ExportChild;

/// <summary>A program that uses OpenTelemetry already, with a library of its own that makes Activities. Says the run's id.</summary>
internal static class LiveWork
{
    private static readonly ActivitySource Library = new("Library.Http");

    /// <param name="endpoint">Where OpenTelemetry's own exporter sends to.</param>
    /// <param name="ratio">The share of traces that the host samples.</param>
    public static async Task<int> RunAsync(Uri endpoint, double ratio)
    {
        using (TracerProvider provider = Sdk.CreateTracerProviderBuilder()
            .AddFlujoInstrumentation()
            .AddSource(Library.Name)
            .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(ratio)))
            .AddOtlpExporter(options =>
            {
                options.Endpoint = endpoint;
                options.Protocol = OtlpExportProtocol.HttpProtobuf;
            })
            .Build())
        {
            using FlujoRun run = FlujoTrace.StartRun("research");
            await Task.WhenAll(FetchAsync("a"), FetchAsync("b"));
            Check(3);
            using (FlujoTrace.StartBranch("size", "small"))
            {
                Summarise();
            }

            Call("after"); // beneath the root again
            run.Complete();
            Console.WriteLine(run.RunId);
        }

        return Activity.Current is null ? 0 : 1;
    }

    [FlujoStep("fetch_page", MaxAttempts = 2)]
    private static async Task<string> FetchAsync(string page)
    {
        await Task.Yield();
        Call("get_" + page);
        await Task.Yield();
        FlujoTrace.Current.SetAttribute("page", page);
        FlujoTrace.Current.AddUsage(10, 5, model: "small-model");
        return page;
    }

    [FlujoStep("check_facts", Leaf = true)]
    private static int Check(int facts)
    {
        Call("lookup");
        return facts;
    }

    [FlujoStep("summarise")]
    private static void Summarise()
    {
        FlujoTrace.Current.Fail("too long");
        FlujoTrace.Current.AddEvent("cut", new KeyValuePair<string, object?>("words", 7L));
    }

    private static void Call(string name)
    {
        using Activity? call = Library.StartActivity(name, ActivityKind.Client);
    }
}
