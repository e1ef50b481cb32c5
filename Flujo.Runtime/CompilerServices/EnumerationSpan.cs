using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Flujo.Engines;
using Flujo.Recording;
using Flujo.Vocabulary;

namespace Flujo.CompilerServices;

/// <summary>
/// The span of one enumeration of a stream or an iterator: opened by the first move, ended when the enumeration is over. Between two moves
/// the caller's own span is current. One enumeration, one object, one move at a time.
/// </summary>
internal sealed class EnumerationSpan(StepDeclaration step, int callSite, bool isPipeline, Action<InputCapture>? input)
{
    private SpanScope? _scope;
    private SpanScope? _place;
    private bool _hasBegun;
    private bool _hasEnded;
    private bool _isExhausted;
    private long _items;

    /// <summary>Whether there has been a move, and no end yet.</summary>
    public bool IsOpen => _hasBegun && !_hasEnded;

    /// <summary>Makes the producer's place current until <see cref="StepInvocation.Leave"/>: the caller of every move may be another one.</summary>
    public StepInvocation Enter()
    {
        if (_hasBegun)
        {
            return _hasEnded || _scope is null ? default : new StepInvocation(_place ?? _scope, Ambient.Current);
        }

        _hasBegun = true;
        StepInvocation begun = isPipeline ? StepRuntime.BeginPipeline(step, callSite) : StepRuntime.Begin(step, callSite);
        _scope = begun.Scope;
        if (input is not null && begun.BeginInput() is { } capture)
        {
            input(capture);
            capture.End();
        }

        return begun;
    }

    /// <summary>
    /// A synchronous iterator that holds a block open across `yield return` leaves it current behind it: it is the producer's
    /// place at the next move, and not the caller's in between. What an asynchronous one sets is gone when the move returns.
    /// </summary>
    public void RememberPlace()
    {
        if (_scope is not null)
        {
            _place = Ambient.Current;
        }
    }

    /// <summary>A move succeeded.</summary>
    /// <param name="hasItem">False when it found that there is nothing more.</param>
    public void Moved(bool hasItem)
    {
        if (hasItem)
        {
            _items++;
        }
        else
            _isExhausted = true;
    }

    /// <summary>The enumeration is over: to its end, or because the caller wanted no more.</summary>
    public void Close()
    {
        if (TryEnd(out SpanScope? scope))
        {
            if (!_isExhausted)
            {
                Write(scope, "stopped_early", AttributeValue.Of(true));
            }

            Recorder.End(scope);
        }
    }

    /// <summary>The producer threw.</summary>
    public void Fail(Exception error, CancellationToken own)
    {
        if (TryEnd(out SpanScope? scope))
        {
            Recorder.End(scope, error, own);
        }
    }

    private bool TryEnd([NotNullWhen(true)] out SpanScope? scope)
    {
        scope = IsOpen ? _scope : null;
        _hasEnded = true;
        if (scope is not { Run.IsRecording: true, Ended: false })
        {
            return false;
        }

        Write(scope, "items", AttributeValue.Of(_items));
        return true;
    }

    private static void Write(SpanScope scope, string key, in AttributeValue value) => Recorder.Attribute(scope, key, value);
}
