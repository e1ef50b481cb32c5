namespace Flujo.CrashChild;

/// <summary>Records a little and ends in one of the ways in which programs end.</summary>
internal static class ExitWork
{
    public static int Run(string way)
    {
        if (way == "throw_async")
        {
            ThrowAsync().GetAwaiter().GetResult();
        }

        FlujoRun run = FlujoTrace.StartRun("exit", version: way);
        using (FlujoTrace.StartStep("ended"))
        {
        }

        FlujoSpan open = FlujoTrace.StartStep("left_open");
        switch (way)
        {
            case "exit":
                Environment.Exit(0);
                break;
            case "throw":
                throw new InvalidOperationException("nobody catches this");
            case "throw_on_thread":
                var thread = new Thread(static () => throw new InvalidOperationException("nobody catches this"));
                thread.Start();
                thread.Join();
                break;
            case "fail_fast":
                Environment.FailFast("on purpose");
                break;
            case "signal":
                Report.Say("ready");
                Console.In.ReadLine();
                break;
            default:
                open.Dispose();
                run.Complete("done");
                run.Dispose();
                break;
        }

        return 0;
    }

    private static async Task ThrowAsync()
    {
        using FlujoRun run = FlujoTrace.StartRun("exit", version: "throw_async");
        using (FlujoTrace.StartStep("ended"))
        {
        }

        await Task.Yield();
        throw new InvalidOperationException("nobody catches this");
    }
}
