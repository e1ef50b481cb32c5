using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Trace;

namespace Flujo.ExportChild;

/// <summary>A run that pauses and goes on, in a program that uses OpenTelemetry. Says the run's id.</summary>
internal static class ResumeWork
{
    /// <param name="endpoint">Where OpenTelemetry's own exporter sends to.</param>
    public static int Run(Uri endpoint)
    {
        using TracerProvider provider = Sdk.CreateTracerProviderBuilder()
            .AddFlujoInstrumentation()
            .AddOtlpExporter(options =>
            {
                options.Endpoint = endpoint;
                options.Protocol = OtlpExportProtocol.HttpProtobuf;
            })
            .Build();
        string id;
        using (FlujoRun run = FlujoTrace.StartRun("approval"))
        {
            FlujoTrace.StartStep("write_draft").Dispose();
            run.Pause("is it good?");
            id = run.RunId;
        }

        using (FlujoRun run = FlujoTrace.ResumeRun(id))
        {
            using (FlujoTrace.StartStep("publish"))
            {
                FlujoTrace.StartStep("notify").Dispose();
            }

            FlujoTrace.StartStep("archive").Dispose();
            run.Complete();
        }

        Console.WriteLine(id);
        return 0;
    }
}
