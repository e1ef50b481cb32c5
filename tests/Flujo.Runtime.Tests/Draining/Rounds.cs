namespace Flujo.Runtime.Tests.Draining;

/// <summary>How long the tests that look for rare moments look for them. The default is for every day.</summary>
internal static class Rounds
{
    private const int EveryDayKills = 40;

    /// <summary>Kills in the test that kills most; the others go along in proportion.</summary>
    public static int Of(int everyDay) => Math.Max(1, everyDay * From("FLUJO_CRASH_ROUNDS", EveryDayKills) / EveryDayKills);

    /// <summary>Mutations of a journal.</summary>
    public static int OfFuzz(int everyDay) => From("FLUJO_FUZZ_ROUNDS", everyDay);

    /// <summary>Runs of a process that lives long.</summary>
    public static int Runs(int everyDay) => From("FLUJO_LONG_RUNS", everyDay);

    /// <summary>Seconds for which several processes write.</summary>
    public static int Seconds(int everyDay) => From("FLUJO_BURST_SECONDS", everyDay);

    /// <summary>Seconds for which somebody holds the store.</summary>
    public static TimeSpan Lock(int everyDay) => TimeSpan.FromSeconds(From("FLUJO_LOCK_SECONDS", everyDay));

    /// <summary>What the randomness begins with; printed with each failure.</summary>
    public static int Seed { get; } = From("FLUJO_CRASH_SEED", Random.Shared.Next());

    private static int From(string variable, int fallback) => int.TryParse(Environment.GetEnvironmentVariable(variable), out int value) ? value : fallback;
}
