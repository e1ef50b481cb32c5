using Flujo.Recording;
using Flujo.Vocabulary;

namespace Flujo.Pipelines;

/// <summary>A delegate as a step, with its attempts and its time-out.</summary>
internal sealed class StepNode(string name, StepOptions options, Func<object?, CancellationToken, ValueTask<object?>> body)
    : PipelineNode(name, options.Kind.ToSpanKind())
{
    protected override async ValueTask<object?> WorkAsync(object? value, NodeSpan span, CancellationToken cancellation)
    {
        span.Limit(options.Budget);
        if (options.Capture.HasFlag(FlujoCapture.Input))
        {
            span.AddPayload(PayloadKind.Input, value);
        }

        object? result = options.MaxAttempts == 1
            ? await TryAsync(value, span, cancellation).ConfigureAwait(false)
            : await TryRepeatedlyAsync(value, span, cancellation).ConfigureAwait(false);
        if (options.Capture.HasFlag(FlujoCapture.Output))
        {
            span.AddPayload(PayloadKind.Output, result);
        }

        return result;
    }

    private async ValueTask<object?> TryRepeatedlyAsync(object? value, NodeSpan span, CancellationToken cancellation)
    {
        for (int attempt = 1; ; attempt++)
        {
            span.Scope.Attempts = attempt;
            try
            {
                return await AttemptAsync(value, span.Begin("attempt", SpanKind.Attempt), cancellation).ConfigureAwait(false);
            }
            catch (Exception error) when (attempt < options.MaxAttempts && !Cancellation.IsOwn(error, cancellation) && options.RetryIf?.Invoke(error) != false && !span.HasNoBudgetForAnother())
            {
                TimeSpan delay = RetryDelay.After(attempt, options.RetryDelay);
                span.AddRetry(error, delay);
                await Task.Delay(delay, cancellation).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask<object?> AttemptAsync(object? value, NodeSpan attempt, CancellationToken cancellation)
    {
        attempt.MakeCurrent();
        try
        {
            object? result = await TryAsync(value, attempt, cancellation).ConfigureAwait(false);
            attempt.Complete();
            return result;
        }
        catch (Exception error)
        {
            attempt.Fail(error, cancellation);
            throw;
        }
    }

    private async ValueTask<object?> TryAsync(object? value, NodeSpan span, CancellationToken cancellation)
    {
        object? result = await TryInTimeAsync(value, cancellation).ConfigureAwait(false);
        span.AddUsageOf(result);
        return result;
    }

    private async ValueTask<object?> TryInTimeAsync(object? value, CancellationToken cancellation)
    {
        if (options.Timeout is not { } timeout)
        {
            return await body(value, cancellation).ConfigureAwait(false);
        }

        var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(timeout);
        Task<object?>? work = null;
        try
        {
            work = body(value, limit.Token).AsTask();
            return await work.WaitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException error) when (limit.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"no result within {timeout.TotalSeconds:0.###} s", error);
        }
        finally
        {
            LetGo(work, limit);
        }
    }

    /// <summary>A body that did not heed its token goes on, uses the token, and may throw when nobody listens any more.</summary>
    private static void LetGo(Task? work, CancellationTokenSource limit)
    {
        if (work is null || work.IsCompleted)
        {
            limit.Dispose();
            return;
        }

        work.ContinueWith(
            static (left, source) =>
            {
                _ = left.Exception;
                ((CancellationTokenSource)source!).Dispose();
            },
            limit,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }
}
