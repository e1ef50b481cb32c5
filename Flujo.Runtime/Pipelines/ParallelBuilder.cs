namespace Flujo;

/// <summary>The branches of a parallel, before the first.</summary>
/// <typeparam name="T">What the branches work on.</typeparam>
public sealed class ParallelBuilder<T>
{
    internal ParallelBuilder()
    {
    }

    /// <summary>Adds the first branch.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="body">Builds its steps.</param>
    public ParallelBuilder<T, TBranch> Branch<TBranch>(string name, Func<Pipeline<T, T>, Pipeline<T, TBranch>> body) =>
        new ParallelBuilder<T, TBranch>([]).Branch(name, body);
}
