using Flujo.Diagnostics;

namespace Flujo.Runtime.Tests.Api;

/// <summary>How often notes of a cause were given since it was made. Other tests of the process may give the same ones: look for more, never for none.</summary>
internal sealed class NoteCount(string cause)
{
    private readonly long _before = Notes.Counted.GetValueOrDefault(cause);

    public long Since => Notes.Counted.GetValueOrDefault(cause) - _before;
}
