using Flujo.Draining;

namespace Flujo.CrashChild;

/// <summary>Recovers a store's dead journals, when told, and says how many it was.</summary>
internal static class RecoverWork
{
    public static int Run(string store)
    {
        Report.Say("ready");
        Console.In.ReadLine();
        RecoveryReport report = JournalRecovery.Recover(store);
        Report.Say($"recovered {report.Recovered}");
        foreach (string problem in report.Problems)
        {
            Report.Say($"problem {problem}");
        }

        return 0;
    }
}
