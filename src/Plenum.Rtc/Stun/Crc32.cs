namespace Plenum.Rtc.Stun;

/// <summary>The CRC-32 of ITU V.42 (Ethernet, zip), as FINGERPRINT wants it.</summary>
internal static class Crc32
{
    private const uint ReflectedPolynomial = 0xEDB8_8320;

    private static readonly uint[] Table = CreateTable();

    public static uint Compute(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data)
            crc = Table[(byte)(crc ^ value)] ^ (crc >> 8);
        return ~crc;
    }

    private static uint[] CreateTable()
    {
        var table = new uint[256];
        for (uint i = 0; i < table.Length; i++)
        {
            var entry = i;
            for (var bit = 0; bit < 8; bit++)
                entry = (entry & 1) != 0 ? ReflectedPolynomial ^ (entry >> 1) : entry >> 1;
            table[i] = entry;
        }

        return table;
    }
}
