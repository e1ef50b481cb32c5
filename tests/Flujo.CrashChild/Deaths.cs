namespace Flujo.CrashChild;

/// <summary>How a process dies of itself.</summary>
internal static class Deaths
{
    public static Action Of(string way) => way switch
    {
        "stack_overflow" => static () => Overflow(1),
        "fail_fast" => static () => Environment.FailFast("on purpose"),
        "throw_on_thread" => ThrowOnThread,
        _ => throw new ArgumentException(way, nameof(way)),
    };

    private static void ThrowOnThread()
    {
        var thread = new Thread(static () => throw new InvalidOperationException("nobody catches this"));
        thread.Start();
        thread.Join();
    }

    private static int Overflow(int depth) => depth < 0 ? 0 : Overflow(depth + 1) + depth;
}
