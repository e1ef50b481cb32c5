using System.Diagnostics;
using Flujo.Vocabulary;

namespace Flujo.Recording;

/// <summary>A span in flight that is an Activity as well, because somebody listens; see <see cref="LiveActivities"/>.</summary>
internal sealed class LiveScope : SpanScope
{
    public LiveScope(RunState run, SpanScope? parent, uint spanNo, SpanKind kind, Activity activity, Activity? outer)
        : base(run, parent, spanNo, kind)
    {
        Activity = activity;
        OuterActivity = outer;
        HasActivity = true;
    }

    public Activity Activity { get; }

    /// <summary>The flow's Activity before this one, which is current again afterwards.</summary>
    public Activity? OuterActivity { get; }

    /// <summary>The id that the stored span takes, too.</summary>
    public ulong SpanId => LiveActivities.ToNumber(Activity.SpanId);
}
