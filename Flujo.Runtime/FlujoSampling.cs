namespace Flujo;

/// <summary>How much of something is recorded: all, nothing, or a share of it.</summary>
/// <param name="Share">From 0 (nothing) to 1 (all).</param>
public readonly record struct FlujoSampling(double Share)
{
    /// <summary>All or nothing.</summary>
    public static implicit operator FlujoSampling(bool all) => new(all ? 1 : 0);

    /// <summary>A share from 0 to 1.</summary>
    public static implicit operator FlujoSampling(double share) => new(share);

    /// <summary>Whether this one is recorded.</summary>
    internal bool Takes() => Share >= 1 || (Share > 0 && Random.Shared.NextDouble() < Share);
}
