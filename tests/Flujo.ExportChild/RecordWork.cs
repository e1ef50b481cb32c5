namespace Flujo.ExportChild;

/// <summary>Records runs of so many steps each, and ends.</summary>
internal static class RecordWork
{
    public static int Run(int runs, int steps)
    {
        for (int i = 0; i < runs; i++)
        {
            using FlujoRun run = FlujoTrace.StartRun("import");
            for (int step = 1; step <= steps; step++)
            {
                using FlujoSpan span = FlujoTrace.StartStep("read_file");
                span.SetAttribute("number", step);
            }

            run.Complete();
            Console.WriteLine(run.RunId);
        }

        return 0;
    }
}
