using Flujo.Costs;
using Flujo.Diagnostics;
using Flujo.Privacy;

namespace Flujo.Recording;

/// <summary>The options as the process uses them: fixed at the first span. Thread-safe.</summary>
internal static class Settings
{
    private const string DisableVariable = "FLUJO_DISABLE_TRACING";
    private static readonly Lock Gate = new();

    // Under the gate until they are fixed; read by any thread afterwards. Race: Configure against the first span. Both take the gate, so a change is there whole, or refused with a note.
    private static readonly FlujoOptions Options = new();
    private static volatile bool s_fixed;

    /// <summary>Changes the options, as long as nothing has used them.</summary>
    public static bool TryChange(Action<FlujoOptions> change)
    {
        lock (Gate)
        {
            if (s_fixed)
            {
                Notes.Write("configured_late", "FlujoTrace.Configure came after the first span and changed nothing; call it first thing in Main");
                return false;
            }

            try
            {
                ArgumentNullException.ThrowIfNull(change);
                change(Options);
            }
            catch (Exception error)
            {
                Notes.Write("configure_failed", $"the callback of FlujoTrace.Configure threw {error.GetType().Name}: {error.Message}");
                return false;
            }

            Notes.Listener = Options.OnNote;
            return true;
        }
    }

    /// <summary>The options; from here on they stay.</summary>
    public static FlujoOptions Fixed => s_fixed ? Options : Fix();

    /// <summary>Whether tracing is on for this process.</summary>
    public static bool IsEnabled()
    {
        string? disabled = Environment.GetEnvironmentVariable(DisableVariable)?.Trim();
        return disabled is not "1" && !"true".Equals(disabled, StringComparison.OrdinalIgnoreCase) && Fixed.Enabled;
    }

    private static FlujoOptions Fix()
    {
        lock (Gate)
        {
            if (!s_fixed)
            {
                PrivacySettings.Apply(Options);
                Pricing.Apply(Options);
                s_fixed = true;
            }

            return Options;
        }
    }
}
