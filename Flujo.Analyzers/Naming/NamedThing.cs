namespace Flujo.Analyzers.Naming;

/// <summary>What a name in the source names.</summary>
internal enum NamedThing
{
    /// <summary>A step, by its attribute.</summary>
    Step,

    /// <summary>A step, loop or conditional that is begun by a call of FlujoTrace.</summary>
    Block,

    /// <summary>A part of a pipeline that is built from delegates.</summary>
    PipelinePart,

    /// <summary>A run, a pipeline, or the branch that was taken: these names may be what they like, but not empty.</summary>
    Other,
}
