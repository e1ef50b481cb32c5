using System.Diagnostics;

namespace Flujo.ExportChild;

/// <summary>A run inside a trace that somebody else began, with nobody listening to Flujo. Says the trace's and the span's id.</summary>
internal static class InsideWork
{
    public static int Run()
    {
        using var request = new Activity("request");
        request.Start();
        using (FlujoRun run = FlujoTrace.StartRun("handle_request"))
        {
            FlujoTrace.StartStep("look_up").Dispose();
            run.Complete();
        }

        Console.WriteLine($"{request.TraceId} {request.SpanId}");
        return 0;
    }
}
