using System.Runtime.CompilerServices;

namespace Flujo.Benchmarks.Overhead;

/// <summary>A step of each form, and beside it the same method plain. What they return is there already, so that a call is all that there is to measure.</summary>
internal sealed partial class FormSteps
{
    private const MethodImplOptions Whole = MethodImplOptions.NoInlining;

    private static readonly Task<int> s_done = Task.FromResult(1);
    private static readonly IAsyncEnumerable<int> s_stream = ReadAsync();

    [FlujoStep, MethodImpl(Whole)]
    public int Ordinary(int x) => x + 1;

    [MethodImpl(Whole)]
    public int PlainOrdinary(int x) => x + 1;

    [FlujoStep(Leaf = true), MethodImpl(Whole)]
    public int Leaf(int x) => x + 1;

    [FlujoStep(MaxAttempts = 3), MethodImpl(Whole)]
    public int Retried(int x) => x + 1;

    [FlujoPipeline("pipeline"), MethodImpl(Whole)]
    public int Pipeline(int x) => x + 1;

    [FlujoStep, MethodImpl(Whole)]
    public T Generic<T>(T x) => x;

    [MethodImpl(Whole)]
    public T PlainGeneric<T>(T x) => x;

    [FlujoStep, MethodImpl(Whole)]
    public static int Slice(ReadOnlySpan<int> x, ref int y) => x.Length + y;

    [MethodImpl(Whole)]
    public static int PlainSlice(ReadOnlySpan<int> x, ref int y) => x.Length + y;

    [FlujoStep]
    public partial int Partial(int x);

    [FlujoStep(MaxAttempts = 3)]
    public partial int PartialRetried(int x);

    [FlujoStep("hand_out_task"), MethodImpl(Whole)]
    public Task<int> TaskAsync() => s_done;

    [MethodImpl(Whole)]
    public Task<int> PlainTaskAsync() => s_done;

    [FlujoStep(MaxAttempts = 3), MethodImpl(Whole)]
    public Task<int> RetriedTaskAsync() => s_done;

    [FlujoStep, MethodImpl(Whole)]
    public ValueTask<int> ValueTaskAsync() => new(1);

    [MethodImpl(Whole)]
    public ValueTask<int> PlainValueTaskAsync() => new(1);

    [FlujoStep, MethodImpl(Whole)]
    public IAsyncEnumerable<int> Stream() => s_stream;

    [MethodImpl(Whole)]
    public IAsyncEnumerable<int> PlainStream() => s_stream;

    [FlujoStep, MethodImpl(Whole)]
    public IEnumerable<int> Iterator(int x)
    {
        yield return x;
    }

    [MethodImpl(Whole)]
    public IEnumerable<int> PlainIterator(int x)
    {
        yield return x;
    }

    /// <summary>Calls a private step, which a wrapper reaches by an accessor.</summary>
    [MethodImpl(Whole)]
    public int CallHidden(int x) => Hidden(x);

    [MethodImpl(Whole)]
    public int CallPlainHidden(int x) => PlainHidden(x);

    [FlujoStep, MethodImpl(Whole)]
    private int Hidden(int x) => x + 1;

    [MethodImpl(Whole)]
    private int PlainHidden(int x) => x + 1;

    [MethodImpl(Whole)]
    private int PartialCore(int x) => x + 1;

    [MethodImpl(Whole)]
    private int PartialRetriedCore(int x) => x + 1;

    private static async IAsyncEnumerable<int> ReadAsync()
    {
        await Task.Yield();
        yield return 1;
    }
}
