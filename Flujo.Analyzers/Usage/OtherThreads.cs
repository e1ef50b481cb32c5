using Microsoft.CodeAnalysis;

namespace Flujo.Analyzers.Usage;

/// <summary>The members of the framework that let another thread do something.</summary>
internal static class OtherThreads
{
    public static bool IsReachedBy(IMethodSymbol method) => (method.ContainingType?.ToDisplayString(NameOnly), method.Name) switch
    {
        ("System.Threading.Tasks.Task", "Run" or "Start" or "ContinueWith") => true,
        ("System.Threading.Tasks.TaskFactory", "StartNew" or "ContinueWhenAll" or "ContinueWhenAny" or "FromAsync") => true,
        ("System.Threading.Tasks.Parallel", _) => true,
        ("System.Threading.ThreadPool", "QueueUserWorkItem" or "UnsafeQueueUserWorkItem" or "RegisterWaitForSingleObject") => true,
        ("System.Threading.Thread", "Start" or "UnsafeStart") => true,
        ("System.Threading.Timer", ".ctor") => true,
        ("System.Timers.Timer", "Start") => true,
        ("System.Threading.SynchronizationContext", "Post" or "Send") => true,
        ("System.ComponentModel.BackgroundWorker", "RunWorkerAsync") => true,
        ("System.Linq.ParallelEnumerable", "AsParallel") => true,
        _ => false,
    };

    // Without type parameters: Task<int>.ContinueWith is one of Task.
    private static readonly SymbolDisplayFormat NameOnly = new(typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);
}
