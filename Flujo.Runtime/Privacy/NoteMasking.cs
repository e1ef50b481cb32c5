using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Flujo.Diagnostics;

namespace Flujo.Privacy;

/// <summary>Has notes masked, whoever writes the first one and however early: Diagnostics knows nobody, and so cannot ask.</summary>
internal static class NoteMasking
{
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "A delegate is all that is made; the redactor is made by the first note.")]
    internal static void Begin() => Notes.Mask = static message => PrivacySettings.Current.Sanitizer.Sanitize(message, PrivacySettings.MaxTextBytes);
}
