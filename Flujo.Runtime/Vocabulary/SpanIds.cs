namespace Flujo.Vocabulary;

/// <summary>
/// Makes span ids without storing or drawing one per span: a run has a random base, and the id of its n-th span is a mix of base + n
/// (the finalizer of SplitMix64, Steele et al., 2014, a bijection that maps only 0 to 0). Ids of one run never collide; ids of two runs collide as rarely as random ones.
/// </summary>
internal static class SpanIds
{
    /// <summary>A random base; base + n is never 0 for any span number.</summary>
    public static ulong NewBase() => ((ulong)Random.Shared.NextInt64() & 0x3FFF_FFFF_FFFF_FFFF) | 1;

    public static ulong IdOf(ulong spanBase, uint spanNo)
    {
        ulong z = spanBase + spanNo;
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
        return z ^ (z >> 31);
    }

    /// <summary>The base behind an id: the mix backwards.</summary>
    public static ulong BaseOf(ulong id, uint spanNo)
    {
        ulong z = id;
        z = (z ^ (z >> 31) ^ (z >> 62)) * 0x3196_42B2_D24D_8EC3;
        z = (z ^ (z >> 27) ^ (z >> 54)) * 0x96DE_1B17_3F11_9089;
        return (z ^ (z >> 30) ^ (z >> 60)) - spanNo;
    }

    /// <summary>16 lower-case hex digits.</summary>
    public static string Text(ulong id) => id.ToString("x16");
}
