using Flujo.Privacy;
using Flujo.Recording;
using Flujo.Vocabulary;

namespace Flujo.CompilerServices;

/// <summary>
/// The attempts of one call of a step: counts them, waits between them, and gives each a span beneath the step's. Works without recording, too. One call, one
/// object, one flow.
/// </summary>
internal sealed class AttemptLoop
{
    private readonly StepDeclaration _step;
    private readonly StepInvocation _invocation;
    private readonly CancellationToken _own;
    private readonly CallerContext _caller = CallerContext.Capture();
    private TimeSpan _delay;
    private int _attempt;

    private AttemptLoop(StepDeclaration step, StepInvocation invocation, CancellationToken own)
    {
        _step = step;
        _invocation = invocation;
        _own = own;
    }

    private SpanScope? Scope => _invocation.Scope is { Run.IsRecording: true } scope ? scope : null;

    public static AttemptLoop Begin(StepDeclaration step, int callSite, CancellationToken own, Exception? firstError)
    {
        StepInvocation invocation = StepRuntime.IsEnabled ? StepRuntime.Begin(step, callSite) : default;
        var loop = new AttemptLoop(step, invocation, own);
        if (firstError is not null)
        {
            loop._attempt = 1;
            loop._delay = RetryDelay.After(loop._attempt, TimeSpan.FromMilliseconds(step.RetryDelayMilliseconds));
        }

        return loop;
    }

    /// <summary>Waits as long as the last failure demands.</summary>
    /// <exception cref="OperationCanceledException">The step's own token was cancelled meanwhile.</exception>
    public void Wait()
    {
        if (_delay > TimeSpan.Zero)
        {
            if (CancellationHandle() is { } handle)
            {
                handle.WaitOne(_delay);
            }
            else
            {
                Thread.Sleep(_delay);
            }
        }

        ThrowIfCancelledBetweenAttempts();
    }

    /// <summary>As <see cref="Wait"/>, without holding the thread.</summary>
    public async Task WaitAsync()
    {
        if (_delay > TimeSpan.Zero)
        {
            await Task.Delay(_delay, _own).ConfigureAwait(false);
        }

        ThrowIfCancelledBetweenAttempts();
    }

    /// <summary>Where an attempt begins: the first one is there already.</summary>
    public CallerContext Caller => _attempt == 0 ? default : _caller;

    /// <summary>Begins the next attempt.</summary>
    public StepInvocation Next()
    {
        _attempt++;
        if (Scope is not { } scope)
        {
            return default;
        }

        scope.Attempts = _attempt;
        return Recorder.Begin(scope, AttemptName.Id, callSite: 0, SpanKind.Attempt) is { } attempt ? new StepInvocation(attempt, scope) : default;
    }

    /// <summary>Records the step's arguments.</summary>
    public void Capture(Action<InputCapture>? input)
    {
        if (input is not null && _invocation.BeginInput() is { } capture)
        {
            input(capture);
            capture.End();
        }
    }

    /// <summary>Records what is to be recorded of a result: the attempt made it, and it is the step's.</summary>
    public void Read<T>(in StepInvocation attempt, T result, StepResultReader<T>? reader)
    {
        if (reader is not null && Scope is { } owner)
        {
            new StepResultSink(attempt.Scope ?? owner, owner).Read(reader, result);
        }
    }

    /// <summary>The step came to its end with this attempt.</summary>
    public void Complete(in StepInvocation attempt)
    {
        if (attempt.Scope is { MarkedFailed: true } && Scope is { } scope)
        {
            scope.MarkedFailed = true;
        }

        _invocation.Complete();
    }

    /// <summary>An attempt failed: decides whether another one follows, and records the retry or the end.</summary>
    public bool GoesOn(Exception error)
    {
        if (_attempt == 0 || _attempt >= _step.MaxAttempts || Cancellation.IsOwn(error, _own) || (Scope is { } step && Recorder.HasNoBudgetForAnother(step)))
        {
            _invocation.Fail(error, _own);
            return false;
        }

        _delay = RetryDelay.After(_attempt, TimeSpan.FromMilliseconds(_step.RetryDelayMilliseconds));
        if (Scope is { } scope)
        {
            RetryEvent.Record(scope.Run, scope.SpanNo, _attempt, PrivacySettings.Current.Sanitizer.Feedback(error), _delay);
        }

        return true;
    }

    /// <summary>Null where the step cannot be cancelled: a source that was disposed has no handle any more.</summary>
    private WaitHandle? CancellationHandle()
    {
        try
        {
            return _own.CanBeCanceled ? _own.WaitHandle : null;
        }
        catch (ObjectDisposedException)
        {
            return null;
        }
    }

    private void ThrowIfCancelledBetweenAttempts()
    {
        if (_attempt > 0)
        {
            _own.ThrowIfCancellationRequested();
        }
    }
}
