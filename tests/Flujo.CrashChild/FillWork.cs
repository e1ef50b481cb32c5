namespace Flujo.CrashChild;

/// <summary>Writes much, when told, on a disk that has no room, and says what was taken and what was not.</summary>
internal static class FillWork
{
    public static int Run(int spans, TimeSpan patience)
    {
        using FlujoRun run = FlujoTrace.StartRun("fill");
        FlujoTrace.StartStep("before").Dispose();
        Report.Say($"flushed {FlujoTrace.Flush(TimeSpan.FromSeconds(20))}");
        Console.In.ReadLine();
        int begun = 0;
        for (int i = 0; i < spans; i++)
        {
            using FlujoSpan step = FlujoTrace.StartStep("step");
            step.SetAttribute("text", "some bytes more, so that the journal needs chunk after chunk, and the disk block after block");
            begun += step.IsRecording ? 1 : 0;
        }

        Report.Say($"{begun} {spans - begun}");
        Console.In.ReadLine();
        run.Complete();
        Report.Say($"flushed {FlujoTrace.Flush(patience)}");
        return 0;
    }
}
