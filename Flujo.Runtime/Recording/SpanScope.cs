using Flujo.Vocabulary;

namespace Flujo.Recording;

/// <summary>
/// A span in flight: what flows with the <c>ExecutionContext</c>. One allocation of 56 bytes per span, so its fields are counted. It belongs to the flow that
/// began it; a handle in another flow may mark it, and the worst that a race can do is a lost mark.
/// </summary>
internal class SpanScope(RunState run, SpanScope? parent, uint spanNo, SpanKind kind)
{
    /// <summary>The run that it belongs to.</summary>
    public readonly RunState Run = run;

    /// <summary>The scope that was current before it. A root's is one of another run, or null.</summary>
    public readonly SpanScope? Parent = parent;

    /// <summary>When it began.</summary>
    public long StartTicks;

    /// <summary>Its number in the run; the root is 1.</summary>
    public readonly uint SpanNo = spanNo;

    /// <summary>How many tries it took so far.</summary>
    public int Attempts = 1;

    public readonly SpanKind Kind = kind;

    /// <summary>Its end was recorded.</summary>
    public bool Ended;

    /// <summary>Somebody said that it failed.</summary>
    public bool MarkedFailed;

    /// <summary>A span directly beneath it failed.</summary>
    public bool ChildFailed;

    /// <summary>It has usage, or something beneath it has.</summary>
    public bool HasUsage;

    /// <summary>It has a budget of its own: see <see cref="Budgets"/>.</summary>
    public bool HasBudget;

    /// <summary>It is an Activity as well: a <see cref="LiveScope"/>.</summary>
    public bool HasActivity;

    /// <summary>Its end is the end of something else, too: of the run for a root, of the parent for the step of an implicit run or the branch of a
    /// conditional.</summary>
    public bool EndsMore;

    /// <summary>The scope that is current again when this one, and what ends with it, has ended. Blocks that ended before it, out of order, have no place
    /// to give any more; an ended root keeps its own until its run is disposed.</summary>
    public SpanScope? Outer
    {
        get
        {
            SpanScope inner = this;
            while (inner.Kind != SpanKind.Run && (inner.EndsMore || inner.Parent is { Ended: true, Kind: not SpanKind.Run }))
            {
                inner = inner.Parent!;
            }

            return inner.Parent;
        }
    }
}
