namespace Flujo.Recording;

/// <summary>Which span one thread's last exception was thrown in. Keeps neither alive.</summary>
internal sealed class ThrowPlace
{
    private readonly WeakReference<Exception?> _error = new(null);
    private readonly WeakReference<SpanScope?> _place = new(null);

    /// <summary>Notes an exception. One that is thrown on may be in another flow by now: its first place stays.</summary>
    public void Remember(Exception error, SpanScope? place)
    {
        if (!IsKnown(error))
        {
            _error.SetTarget(error);
            _place.SetTarget(place);
        }
    }

    /// <summary>The span in which an exception was thrown, or null when that is not known.</summary>
    public SpanScope? Of(Exception error) => IsKnown(error) && _place.TryGetTarget(out SpanScope? place) ? place : null;

    private bool IsKnown(Exception error) => _error.TryGetTarget(out Exception? known) && ReferenceEquals(known, error);
}
