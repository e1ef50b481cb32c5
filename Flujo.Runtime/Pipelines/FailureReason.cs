using System.Runtime.CompilerServices;
using Flujo.Privacy;

namespace Flujo.Pipelines;

/// <summary>
/// Why something failed, as it is recorded. What an exception passes on its way out tells the same reason: where it came from is known at the first of them only.
/// </summary>
internal static class FailureReason
{
    private static readonly ConditionalWeakTable<Exception, string> Known = new();

    /// <param name="error">The exception.</param>
    /// <param name="place">Which of the pipeline's own delegates threw it, or null for a step's body.</param>
    public static string Of(Exception error, string? place)
    {
        if (place is null)
        {
            return Known.TryGetValue(error, out string? known) ? known : PrivacySettings.Current.Sanitizer.Feedback(error);
        }

        string reason = PrivacySettings.Current.Sanitizer.Sanitize($"{place}: {PrivacySettings.Current.Sanitizer.Feedback(error)}", PrivacySettings.MaxTextBytes);
        Known.AddOrUpdate(error, reason);
        return reason;
    }
}
