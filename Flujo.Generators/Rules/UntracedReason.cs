namespace Flujo.Rules;

/// <summary>
/// Why a step, or one call of it, is not traced. The generator skips what has a reason, in silence; the analyzers
/// say it aloud. <see cref="RuleBook"/> has the diagnostic and the sentence for each.
/// </summary>
internal enum UntracedReason
{
    /// <summary>Nothing stands in the way.</summary>
    None,

    // The project.
    LanguageVersion,
    NamespaceNotListed,

    // The method can never be a step.
    AsyncVoid,
    RefReturn,
    Operator,
    Accessor,
    LocalFunction,
    Lambda,
    Finalizer,
    Extern,
    VariableArguments,
    UnknownTaskType,

    // The method is a step, and its direct calls are not traced.
    UnnameableType,
    UnmarkedInterfaceMember,
    UnmarkedBaseMethod,

    // One call of a step.
    MethodGroup,
    BaseCall,
    ExpressionTree,
    DynamicCall,
    TypeParameterReceiver,
    StaticAbstract,
    ImplicitCall,
    DuplicatedFile,
    OtherGenerator,
    CalledByRuntime,

    // The partial form: the core does not fit, in the order in which it comes nearer; then what no core could mend.
    MissingCore,
    CoreTypeParameters,
    CoreParameters,
    CoreReturnType,
    CoreStatic,
    CoreReadOnly,
    CoreConstraints,
    CoreAsyncVoid,
    CoreNotCallable,
    PartialInFileType,
    PartialInWholeType,

    // An override of a partial step.
    OverrideNotPartial,

    // The step is traced, its retries are not made.
    RetriesByReference,
    RetriesOfStream,
    RetriesOfRefStruct,
}
