using Microsoft.CodeAnalysis;

namespace Flujo.Rules;

/// <summary>Recognises the few types of the framework that decide a wrapper's form, by name: no look-up per compilation.</summary>
internal static class KnownTypes
{
    private static readonly string[] SystemThreading = ["System", "Threading"];
    private static readonly string[] SystemThreadingTasks = ["System", "Threading", "Tasks"];
    private static readonly string[] SystemCollectionsGeneric = ["System", "Collections", "Generic"];
    private static readonly string[] SystemLinqExpressions = ["System", "Linq", "Expressions"];

    public static TaskShape TaskShapeOf(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol { Name: "Task", Arity: 0 } task when IsIn(task, SystemThreadingTasks) => TaskShape.Task,
        INamedTypeSymbol { Name: "Task", Arity: 1 } task when IsIn(task, SystemThreadingTasks) => TaskShape.TaskOfResult,
        INamedTypeSymbol { Name: "ValueTask", Arity: 0 } task when IsIn(task, SystemThreadingTasks) => TaskShape.ValueTask,
        INamedTypeSymbol { Name: "ValueTask", Arity: 1 } task when IsIn(task, SystemThreadingTasks) => TaskShape.ValueTaskOfResult,
        INamedTypeSymbol other when other.GetAttributes().Any(static each => each.AttributeClass?.Name == "AsyncMethodBuilderAttribute") => TaskShape.Unknown,
        _ => TaskShape.None,
    };

    /// <summary>True for the framework's own tasks, whose awaiters are their own members.</summary>
    public static bool IsTask(ITypeSymbol type) => type is INamedTypeSymbol { Name: "Task" or "ValueTask", Arity: 0 or 1 } && IsIn(type, SystemThreadingTasks);

    public static bool IsCancellationToken(ITypeSymbol type) =>
        type is INamedTypeSymbol { Name: "CancellationToken", Arity: 0 } && IsIn(type, SystemThreading);

    public static bool IsAsyncStream(ITypeSymbol type) =>
        type is INamedTypeSymbol { Name: "IAsyncEnumerable" or "IAsyncEnumerator", Arity: 1 } && IsIn(type, SystemCollectionsGeneric);

    /// <summary>True for the return types that an iterator may have.</summary>
    public static bool IsSequence(ITypeSymbol type) => type.OriginalDefinition.SpecialType
        is SpecialType.System_Collections_IEnumerable or SpecialType.System_Collections_IEnumerator
        or SpecialType.System_Collections_Generic_IEnumerable_T or SpecialType.System_Collections_Generic_IEnumerator_T;

    /// <summary>True for what a lambda is converted to when it becomes an expression tree.</summary>
    public static bool IsExpressionTree(ITypeSymbol type) => IsIn(type, SystemLinqExpressions);

    private static bool IsIn(ITypeSymbol type, string[] path)
    {
        if (type.ContainingType is not null)
            return false;
        INamespaceSymbol? space = type.ContainingNamespace;
        for (int i = path.Length - 1; i >= 0; i--, space = space.ContainingNamespace)
        {
            if (space is null || space.Name != path[i])
                return false;
        }

        return space is { IsGlobalNamespace: true };
    }
}
