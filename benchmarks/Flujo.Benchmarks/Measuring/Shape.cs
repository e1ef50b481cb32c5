namespace Flujo.Benchmarks.Measuring;

/// <summary>What kind of method is called.</summary>
internal enum Shape
{
    /// <summary>An ordinary method.</summary>
    Sync,

    /// <summary>An async method that never has to wait.</summary>
    Completing,

    /// <summary>An async method that goes on in another work item of the thread pool.</summary>
    Suspending,
}
