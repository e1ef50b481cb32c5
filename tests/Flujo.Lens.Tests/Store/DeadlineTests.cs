using Flujo.Lens.Store;

namespace Flujo.Lens.Tests.Store;

public sealed class DeadlineTests
{
    [Fact]
    public void WorkInTime_GivesItsResult() => Assert.Equal(7, Deadline.Run(TimeSpan.FromSeconds(30), _ => 7, TestContext.Current.CancellationToken));

    [Fact]
    public void WorkThatFails_GivesItsOwnException() =>
        Assert.Throws<InvalidOperationException>(() => Deadline.Run<int>(TimeSpan.FromSeconds(30), _ => throw new InvalidOperationException(), TestContext.Current.CancellationToken));

    [Fact]
    public void WorkThatIsCancelled_IsAskedToStop()
    {
        using var cancelled = new CancellationTokenSource();
        using var stopped = new ManualResetEventSlim();

        Assert.Throws<OperationCanceledException>(() => Deadline.Run(TimeSpan.FromSeconds(60), stop =>
        {
            cancelled.Cancel();
            stop.WaitHandle.WaitOne();
            stopped.Set();
            return 0;
        }, cancelled.Token));

        Assert.True(stopped.Wait(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void WorkThatHangs_IsAskedToStopAndLeftBehind()
    {
        using var stopped = new ManualResetEventSlim();

        Assert.Throws<TimeoutException>(() => Deadline.Run(TimeSpan.FromMilliseconds(50), stop =>
        {
            stop.WaitHandle.WaitOne();
            stopped.Set();
            return 0;
        }, TestContext.Current.CancellationToken));

        Assert.True(stopped.Wait(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
    }
}
