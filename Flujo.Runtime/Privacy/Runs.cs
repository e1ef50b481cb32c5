using System.Buffers;

namespace Flujo.Privacy;

/// <summary>
/// Measures runs of characters of one alphabet. A run is judged by its first 256 characters and read further only when
/// it is accepted: rejecting one is cheap, however often it happens.
/// </summary>
internal static class Runs
{
    /// <summary>How much of a run is judged.</summary>
    public const int Near = 256;

    /// <summary>The run's first characters, at most 256.</summary>
    public static ReadOnlySpan<char> Beginning(ReadOnlySpan<char> text, int start, SearchValues<char> alphabet)
    {
        ReadOnlySpan<char> near = text.Slice(start, Math.Min(Near, text.Length - start));
        int length = near.IndexOfAnyExcept(alphabet);
        return length < 0 ? near : near[..length];
    }

    /// <summary>Where the run that goes on at <paramref name="from"/> ends.</summary>
    public static int EndOf(ReadOnlySpan<char> text, int from, SearchValues<char> alphabet)
    {
        int length = text[from..].IndexOfAnyExcept(alphabet);
        return length < 0 ? text.Length : from + length;
    }
}
