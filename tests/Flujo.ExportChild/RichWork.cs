namespace Flujo.ExportChild;

/// <summary>Records one run that has something of everything, and says its id.</summary>
internal static class RichWork
{
    public static int Run()
    {
        using FlujoRun run = FlujoTrace.StartRun("research", version: "7", input: "what is new");
        using (FlujoSpan step = FlujoTrace.StartStep("ask_model"))
        {
            step.SetAttribute("text", "größe \"quoted\" 🙂");
            step.SetAttribute("whole", 42L);
            step.SetAttribute("fraction", 0.25);
            step.SetAttribute("flag", true);
            step.SetAttribute("password", "hunter2-hunter2");
            step.AddUsage(120, 30, 0.0125m, "small-model");
            step.AddEvent("cache_miss", new KeyValuePair<string, object?>("key", "a"), new("size", 3L));
        }

        using (FlujoTrace.StartLoop("refine"))
        using (FlujoTrace.StartIteration(1))
        using (FlujoSpan failing = FlujoTrace.StartStep("check_facts"))
        {
            failing.Fail("no source found, token: abcdefgh12345678");
        }

        run.Complete("an answer");
        Console.WriteLine(run.RunId);
        return 0;
    }
}
