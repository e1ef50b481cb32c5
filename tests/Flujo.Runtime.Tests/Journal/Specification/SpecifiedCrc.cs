namespace Flujo.Runtime.Tests.Journal.Specification;

/// <summary>The CRC of docs/journal-format.md, as it is written there.</summary>
internal static class SpecifiedCrc
{
    public static uint Of(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (byte one in bytes)
        {
            crc ^= one;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0x82F63B78 : crc >> 1;
            }
        }

        return crc;
    }
}
