using System.Collections.Immutable;
using Flujo.Pipelines;
using Flujo.Vocabulary;

namespace Flujo;

/// <summary>The branches of a conditional. Immutable.</summary>
/// <typeparam name="T">What the branches work on.</typeparam>
/// <typeparam name="TNext">What comes out of each.</typeparam>
public sealed class ConditionalBuilder<T, TNext>
{
    internal ConditionalBuilder(ImmutableArray<BodyNode> branches, BodyNode? otherwise)
    {
        Branches = branches;
        Other = otherwise;
    }

    internal ImmutableArray<BodyNode> Branches { get; }

    internal BodyNode? Other { get; }

    /// <summary>Adds a branch.</summary>
    /// <param name="key">The key for which it is taken, and its name.</param>
    /// <param name="body">Builds its steps.</param>
    /// <exception cref="ArgumentException">There is a branch for this key.</exception>
    public ConditionalBuilder<T, TNext> When(string key, Func<Pipeline<T, T>, Pipeline<T, TNext>> body)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Branches.Any(branch => branch.Name == key)
            ? throw new ArgumentException($"There are two branches '{key}'.", nameof(key))
            : new(Branches.Add(new BodyNode(key, SpanKind.Branch, PipelineBody.Build(key, body))), Other);
    }

    /// <summary>Sets the branch <c>otherwise</c>, for every key that has none.</summary>
    /// <param name="body">Builds its steps.</param>
    public ConditionalBuilder<T, TNext> Otherwise(Func<Pipeline<T, T>, Pipeline<T, TNext>> body) =>
        new(Branches, new BodyNode("otherwise", SpanKind.Branch, PipelineBody.Build("otherwise", body)));
}
