namespace Flujo.Runtime.Tests.Draining;

/// <summary>How long the tests that look for rare moments look for them. The default is for every day.</summary>
internal static class Rounds
{
    /// <summary>Kills per test that kills.</summary>
    public static int Of(int everyDay) => From("FLUJO_CRASH_ROUNDS", everyDay);

    /// <summary>Mutations of a journal.</summary>
    public static int OfFuzz(int everyDay) => From("FLUJO_FUZZ_ROUNDS", everyDay);

    /// <summary>Seconds for which several processes write.</summary>
    public static int Seconds(int everyDay) => From("FLUJO_BURST_SECONDS", everyDay);

    /// <summary>What the randomness begins with; printed with each failure.</summary>
    public static int Seed { get; } = From("FLUJO_CRASH_SEED", Random.Shared.Next());

    private static int From(string variable, int fallback) => int.TryParse(Environment.GetEnvironmentVariable(variable), out int value) ? value : fallback;
}
