using DocumentDigest;
using Flujo;

DigestOptions? options = CommandLine.Read(args, out int exitCode);
if (options is null)
    return exitCode;

using var cancellation = new CancellationTokenSource();
Console.CancelKeyPress += (_, key) =>
{
    key.Cancel = true;
    cancellation.Cancel();
};

using FlujoRun run = FlujoTrace.StartRun("document_digest");
try
{
    Digest digest = await DigestPipeline.RunAsync(options, cancellation.Token);
    foreach (SkippedDocument skipped in digest.Skipped)
        Console.Error.WriteLine($"Not read: {skipped.Name}: {skipped.Reason}");
    run.Complete(digest.Text);
}
catch (OperationCanceledException)
{
    run.Cancel();
    exitCode = CommandLine.ExitFailed;
}
catch (Exception error) when (error is DigestException or IOException or UnauthorizedAccessException)
{
    run.Fail(error);
    Console.Error.WriteLine($"error: {error.Message}");
    exitCode = CommandLine.ExitFailed;
}

TracePrinter.Print(run, Console.Out);
return exitCode;
