using System.Runtime.ExceptionServices;
using Flujo;

namespace DocumentDigest.Tests;

public sealed class DigestPipelineTests : IDisposable
{
    private const string Sentence = "The harbour master waits for the tide before any ship may leave the quay.";

    private readonly TempFolder _folder = new();
    private readonly TempFolder _output = new();

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
    }

    [Theory]
    [InlineData(60)]
    [InlineData(150)]
    [InlineData(1000)]
    public async Task Digest_FitsItsLength(int length)
    {
        using IDisposable store = OwnStore();
        Digest digest = await DigestAsync(Samples, length);

        Assert.InRange(digest.Words, 1, length);
    }

    [Fact]
    public async Task Digest_HasEveryDocument()
    {
        using IDisposable store = OwnStore();
        Digest digest = await DigestAsync(Samples, 300);

        Assert.All(Directory.GetFiles(Samples), file => Assert.Contains(Path.GetFileName(file), digest.Text));
    }

    [Fact]
    public async Task Tightening_IsALoopInTheTrace()
    {
        using IDisposable store = OwnStore();
        using FlujoRun run = FlujoTrace.StartRun("tightening");
        await DigestAsync(Samples, 100);
        run.Complete();

        TraceSpan loop = Assert.Single(run.TraceTree!.Children, span => span.Kind == "loop");
        Assert.True(loop.Children.Count > 1);
        Assert.All(loop.Children, iteration => Assert.Equal("compose_draft", Assert.Single(iteration.Children).Name));
    }

    [Fact]
    public async Task LockedFile_IsReadOnceItIsFree()
    {
        using IDisposable store = OwnStore();
        string path = _folder.Write("locked.md", Sentence);
        using FlujoRun run = FlujoTrace.StartRun("locked");
        var refused = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        EventHandler<FirstChanceExceptionEventArgs> watch = (_, thrown) =>
        {
            if (thrown.Exception is IOException && thrown.Exception.Message.Contains(path, StringComparison.Ordinal))
            {
                refused.TrySetResult();
            }
        };
        AppDomain.CurrentDomain.FirstChanceException += watch;
        Task<Digest> digesting;
        try
        {
            await using var hold = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            digesting = DigestAsync(path, 100);
            await refused.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        }
        finally
        {
            AppDomain.CurrentDomain.FirstChanceException -= watch;
        }

        Digest digest = await digesting;
        run.Complete();

        Assert.Empty(digest.Skipped);
        TraceSpan read = run.TraceTree!.Children.Single(span => span.Name == "read_documents").Children.Single();
        Assert.Equal(("read_document", FlujoStatus.Completed), (read.Name, read.Status));
        Assert.True(read.Attempts > 1);
    }

    [Fact]
    public async Task FileThatStaysLocked_IsLeftOutAndNamed()
    {
        using IDisposable store = OwnStore();
        _folder.Write("free.md", Sentence);
        string locked = _folder.Write("locked.md", Sentence);
        await using var hold = new FileStream(locked, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        Digest digest = await DigestAsync(_folder.Root, 100);

        Assert.EndsWith("locked.md", Assert.Single(digest.Skipped).Name);
        Assert.Contains("free.md", digest.Text);
    }

    [Fact]
    public async Task FolderWithoutDocuments_IsAnError()
    {
        using IDisposable store = OwnStore();
        _folder.Write("picture.png", "not text");

        await Assert.ThrowsAsync<DigestException>(() => DigestAsync(_folder.Root, 100));
    }

    [Fact]
    public async Task Output_GoesToTheFile()
    {
        using IDisposable store = OwnStore();
        Digest digest = await DigestAsync(Samples, 200);

        string written = await File.ReadAllTextAsync(Path.Combine(_output.Root, "digest.md"), TestContext.Current.CancellationToken);
        Assert.Equal(digest.Text, written);
    }

    /// <summary>What a test records goes to its own folder. Called in the test itself: the setting flows with the caller.</summary>
    private IDisposable OwnStore() => FlujoTrace.UseStore(Path.Combine(_output.Root, "flujo_ops.db"));

    private static string Samples => Path.Combine(AppContext.BaseDirectory, "samples");

    private Task<Digest> DigestAsync(string path, int length) =>
        DigestPipeline.RunAsync(
            new DigestOptions([path], length, Path.Combine(_output.Root, "digest.md")),
            TestContext.Current.CancellationToken);
}
