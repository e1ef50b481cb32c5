namespace Flujo.Rules;

/// <summary>
/// What cannot be instrumented, and which diagnostic of Flujo.Analyzers speaks for it. Generator and analyzers compile
/// this folder from the same files, so that what one skips the other explains.
/// </summary>
internal static class RuleBook
{
    /// <summary>The id of the diagnostic that speaks for a reason. Every reason but None has exactly one.</summary>
    public static string IdOf(UntracedReason reason) => Of(reason).Id;

    /// <summary>The reason as the rest of a sentence that begins "this is not traced: ".</summary>
    public static string MessageOf(UntracedReason reason) => Of(reason).Message;

    /// <summary>True for a method that can be no step at all: it is not even declared in the catalogue.</summary>
    public static bool IsNoStep(UntracedReason reason) => reason != UntracedReason.None && IdOf(reason) == "FLJ2001";

    private static (string Id, string Message) Of(UntracedReason reason) => reason switch
    {
        UntracedReason.LanguageVersion => ("FLJ0001", "the project's language version is below C# 11, which generated code needs"),
        UntracedReason.NamespaceNotListed => ("FLJ0001", "the project's InterceptorsNamespaces does not list Flujo.Generated"),

        UntracedReason.AsyncVoid => ("FLJ2001", "an async void method ends before its work does; return a Task"),
        UntracedReason.RefReturn => ("FLJ2001", "the method returns a reference"),
        UntracedReason.Operator => ("FLJ2001", "an operator is not called by name"),
        UntracedReason.Accessor => ("FLJ2001", "an accessor is not called by name"),
        UntracedReason.LocalFunction => ("FLJ2001", "a local function cannot be reached from outside; use FlujoTrace.StartStep"),
        UntracedReason.Lambda => ("FLJ2001", "a lambda cannot be reached from outside; use FlujoTrace.StartStep"),
        UntracedReason.Finalizer => ("FLJ2001", "a finalizer is not called by the program"),
        UntracedReason.Extern => ("FLJ2001", "the method is extern"),
        UntracedReason.VariableArguments => ("FLJ2001", "the method takes __arglist"),
        UntracedReason.UnknownTaskType => ("FLJ2001", "the method returns a task-like type other than Task and ValueTask"),

        UntracedReason.UnmarkedInterfaceMember => ("FLJ2006", "it is reached through an interface member that has no [FlujoStep]"),
        UntracedReason.UnmarkedBaseMethod => ("FLJ2006", "it is reached through the method that it overrides, which has no [FlujoStep]"),
        UntracedReason.UnnameableType => ("FLJ2007", "the step's signature has a type that generated code cannot name"),

        UntracedReason.MethodGroup => ("FLJ2002", "the step is used as a delegate or method group"),
        UntracedReason.BaseCall => ("FLJ2003", "a base call cannot be rerouted"),
        UntracedReason.ExpressionTree => ("FLJ2004", "the call stands in an expression tree"),
        UntracedReason.DynamicCall => ("FLJ2005", "the call is bound at run time"),
        UntracedReason.TypeParameterReceiver => ("FLJ2007", "the receiver is a type parameter"),
        UntracedReason.StaticAbstract => ("FLJ2007", "the step is a static member that types implement"),
        UntracedReason.ImplicitCall => ("FLJ2007", "the compiler makes the call, no name stands in the source"),
        UntracedReason.DuplicatedFile => ("FLJ2007", "another file of the project has the same content"),
        UntracedReason.OtherGenerator => ("FLJ2007", "the call stands in the code of another generator"),
        UntracedReason.CalledByRuntime => ("FLJ2007", "the runtime makes the call, when the program or the assembly starts"),

        UntracedReason.MissingCore => ("FLJ2008", "there is no method with the step's name and Core after it, which would have the body"),
        UntracedReason.CoreTypeParameters => ("FLJ2008", "the Core method has other type parameters than the step"),
        UntracedReason.CoreParameters => ("FLJ2008", "the Core method has other parameters than the step"),
        UntracedReason.CoreReturnType => ("FLJ2008", "the Core method returns another type than the step"),
        UntracedReason.CoreStatic => ("FLJ2008", "of the step and its Core method, one is static"),
        UntracedReason.CoreReadOnly => ("FLJ2008", "the step is readonly and its Core method is not"),
        UntracedReason.CoreConstraints => ("FLJ2008", "the Core method has constraints that the step does not have"),
        UntracedReason.CoreAsyncVoid => ("FLJ2008", "the Core method is async void, which ends before its work does; return a Task"),
        UntracedReason.CoreNotCallable => ("FLJ2008", "the Core method cannot be told from another one, or is obsolete, abstract or conditional"),
        UntracedReason.PartialInFileType => ("FLJ2008", "the step stands in a file type, of which no other file can have a part"),
        UntracedReason.PartialInWholeType => ("FLJ2008", "the step stands in a type that is not partial"),
        UntracedReason.OverrideNotPartial => ("FLJ2009", "it overrides a partial step and is not partial itself"),

        UntracedReason.RetriesByReference => ("FLJ4001", "a step with parameters or a receiver by reference cannot be tried again"),
        UntracedReason.RetriesOfStream => ("FLJ4001", "a stream or an iterator cannot be tried again, because its items have been seen"),
        UntracedReason.RetriesOfRefStruct => ("FLJ4001", "a step with a ref struct in its signature cannot be tried again"),

        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "This reason has no rule."),
    };
}
