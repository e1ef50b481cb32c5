using System.Collections.Immutable;
using Flujo.Pipelines;
using Flujo.Vocabulary;

namespace Flujo;

/// <summary>The branches of a parallel. Immutable.</summary>
/// <typeparam name="T">What the branches work on.</typeparam>
/// <typeparam name="TBranch">What comes out of each.</typeparam>
public sealed class ParallelBuilder<T, TBranch>
{
    internal ParallelBuilder(ImmutableArray<BodyNode> branches) => Branches = branches;

    internal ImmutableArray<BodyNode> Branches { get; }

    /// <summary>Adds a branch.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="body">Builds its steps.</param>
    public ParallelBuilder<T, TBranch> Branch(string name, Func<Pipeline<T, T>, Pipeline<T, TBranch>> body) =>
        new(Branches.Add(new BodyNode(name, SpanKind.Branch, PipelineBody.Build(name, body))));
}
