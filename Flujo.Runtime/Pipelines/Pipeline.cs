namespace Flujo;

/// <summary>Where a pipeline of delegates begins: <c>Pipeline.Create&lt;Query&gt;("research").Step("rank_results", RankAsync)</c>.</summary>
public static class Pipeline
{
    /// <summary>A pipeline without a step yet: what goes in comes out.</summary>
    /// <typeparam name="TIn">What the pipeline works on.</typeparam>
    /// <param name="name">The pipeline's name; a run of it is recorded under this name.</param>
    /// <param name="version">A version that is stored with each run, or null.</param>
    public static Pipeline<TIn, TIn> Create<TIn>(string name, string? version = null) => new(name, version, []);
}
