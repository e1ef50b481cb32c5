using Flujo.Lens.Store;

namespace Flujo.Lens.Tests.Store;

public sealed class DeadlineTests
{
    [Fact]
    public void WorkInTime_GivesItsResult() => Assert.Equal(7, Deadline.Run(TimeSpan.FromSeconds(30), _ => 7));

    [Fact]
    public void WorkThatFails_GivesItsOwnException() =>
        Assert.Throws<InvalidOperationException>(() => Deadline.Run<int>(TimeSpan.FromSeconds(30), _ => throw new InvalidOperationException()));

    [Fact]
    public void WorkThatHangs_IsAskedToStopAndLeftBehind()
    {
        using var stopped = new ManualResetEventSlim();

        Assert.Throws<TimeoutException>(() => Deadline.Run(TimeSpan.FromMilliseconds(50), stop =>
        {
            stop.WaitHandle.WaitOne();
            stopped.Set();
            return 0;
        }));

        Assert.True(stopped.Wait(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
    }
}
